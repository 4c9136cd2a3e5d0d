import { perLanguage } from '../words/words.ts'

const monthly = 49.9

/** What a month of one instance costs. The fake gateway charges nothing; what is agreed to has a figure all the same. */
export const getMonthlyPrice = perLanguage((language) => {
  const figure = new Intl.NumberFormat(language, { minimumFractionDigits: 2 })
  return `R$ ${figure.format(monthly)}`
})
