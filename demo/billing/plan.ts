/** What a month of one instance costs. The fake gateway charges nothing; what is agreed to has a figure all the same. */
export const monthlyPrice = 'R$ 49.90'
