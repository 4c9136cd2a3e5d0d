import type { AnySentence, Table } from './words.ts'
import { fill, getTable, perLanguage } from './words.ts'

/** English words for one and for more; the second is the key. */
interface English<Other extends string> {
  readonly one: string
  readonly other: Other
}

const getRules = perLanguage((language) => new Intl.PluralRules(language))

/** A sentence that depends on a number, by the language's own rules; `{count}` is the number. */
export const plural = <Other extends Exclude<keyof Table, AnySentence>>(
  count: number,
  english: English<Other>,
): string => {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = getTable()?.[english.other] ?? english
  return fill(forms[getRules().select(count)] ?? forms.other ?? english.other, { count })
}
