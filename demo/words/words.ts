import type { ReactNode } from 'react'
import { createElement, Fragment, useSyncExternalStore } from 'react'
import type { ErrorMessages } from 'vzaps-rtk/messages'
import type { Language } from './pick-language.ts'
import type { ptBR } from './pt-br.ts'

/** Every sentence, and what it is in the other language. */
export type Table = typeof ptBR

/** A sentence of the playground, in English as it stands in the source: the key to what other languages say. */
export type AnySentence = {
  [Key in keyof Table]: Table[Key] extends string ? Key : never
}[keyof Table]

/** The names in braces that are filled in. */
type Slots<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Slots<Rest>
  : never

/** A sentence with nothing to fill in. */
export type Sentence = {
  [Key in AnySentence]: [Slots<Key>] extends [never] ? Key : never
}[AnySentence]

type Values<Text extends string, Value> = [Slots<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Slots<Text>, Value>>]

/** What a language is made of. English is in the source itself. */
interface Speech {
  readonly language: Language
  readonly table?: Readonly<Partial<Table>>
  /** Texts for errors; where there are none, an error's own message is told. */
  readonly errors?: ErrorMessages
}

/** Loads a language; one that is not spoken costs nothing. */
const load = async (language: Language): Promise<Speech> => {
  if (language === 'en') return { language }
  const { ptBR, errors } = await import('./pt-br.ts')
  return { language, table: ptBR, errors }
}

const createWords = () => {
  let speech: Speech = { language: 'en' }
  let wanted: Language | undefined
  const listeners = new Set<() => void>()
  return {
    get: () => speech,
    getLanguage: () => speech.language,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    speak: async (language: Language): Promise<void> => {
      wanted = language
      const loaded = await load(language)
      // Another one was wanted while this one was on its way.
      if (wanted !== language) return
      speech = loaded
      document.documentElement.lang = language
      for (const listener of listeners) listener()
    },
  }
}

const words = createWords()

/** Speaks a language from now on; resolves once it does. */
export const { speak, getLanguage } = words

/** The language, for what renders everything anew when it changes: `t` is called while that renders, and needs no hook. */
export const useLanguage = (): Language => useSyncExternalStore(words.subscribe, words.getLanguage)

/** The texts for errors of the language, where it is not the errors' own. */
export const getErrorMessages = (): ErrorMessages | undefined => words.get().errors

/** Made once for a language: a formatter of `Intl` takes its time. */
export const perLanguage = <Made>(make: (language: Language) => Made): (() => Made) => {
  let last: { readonly language: Language; readonly made: Made } | undefined
  return () => {
    const language = getLanguage()
    if (last?.language !== language) last = { language, made: make(language) }
    return last.made
  }
}

/** 5000, but 50,000. */
const getNumberFormat = perLanguage(
  (language) => new Intl.NumberFormat(language, { useGrouping: 'min2' }),
)

const slot = /\{(\w+)\}/g

/** The language's table; English has none. */
export const getTable = (): Readonly<Partial<Table>> | undefined => words.get().table

const textOf = (sentence: AnySentence): string => getTable()?.[sentence] ?? sentence

/** A text with its values, of which numbers are written as the language does. */
export const fill = (
  text: string,
  values: Readonly<Record<string, string | number>> = {},
): string =>
  text.replaceAll(slot, (braces, name) => {
    const value = values[name] ?? braces
    return typeof value === 'number' ? getNumberFormat().format(value) : value
  })

/** A sentence in the language that is spoken, with its values. */
export const t = <Text extends AnySentence>(
  sentence: Text,
  ...[values]: Values<Text, string | number>
): string => fill(textOf(sentence), values)

/** A sentence whose values are elements. */
export const rich = <Text extends AnySentence>(
  sentence: Text,
  ...[values]: Values<Text, ReactNode>
): ReactNode =>
  textOf(sentence)
    .split(slot)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : createElement(Fragment, { key: part }, (values as Record<string, ReactNode>)[part]),
    )
