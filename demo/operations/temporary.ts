/** Is this a row that the gateway has not made yet? It has no page, and nothing can be asked of it. */
export const isTemporary = ({ id }: { readonly id: string }): boolean => id.startsWith('tmp:')
