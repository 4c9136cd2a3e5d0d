/** What the playground speaks. */
export const languages = ['en', 'pt-BR'] as const
export type Language = (typeof languages)[number]

/** Any English is English, and any Portuguese is better than none. */
const spokenAs = (tag: string | null): Language | undefined => {
  const [family] = (tag ?? '').toLowerCase().split(/[-_]/)
  return languages.find((language) => language.slice(0, 2) === family)
}

/** The language of the address, else the one that was chosen, else the browser's first that is spoken here. */
export const pickLanguage = (
  search: string,
  chosen: string | null,
  preferred: readonly string[],
): Language => {
  const wanted = [new URLSearchParams(search).get('lang'), chosen, ...preferred]
  return wanted.map(spokenAs).find((language) => language !== undefined) ?? 'en'
}
