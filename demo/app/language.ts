import { guarded } from '../ui/guarded.ts'
import { patiently } from '../ui/lazily.tsx'
import type { Language } from '../words/pick-language.ts'
import { pickLanguage } from '../words/pick-language.ts'
import { speak } from '../words/words.ts'

const key = 'vzaps-rtk playground: language'

/** Speaks the visitor's language before anything is shown; English where the other one cannot be loaded. */
export const beginToSpeak = (): Promise<void> => {
  const chosen = guarded(() => window.localStorage.getItem(key)) ?? null
  const { languages } = window.navigator
  return speak(pickLanguage(window.location.search, chosen, languages)).catch(() => speak('en'))
}

/** Speaks a language from now on, also after a reload. */
export const chooseLanguage = async (language: Language): Promise<void> => {
  await patiently(() => speak(language))
  guarded(() => window.localStorage.setItem(key, language))
}
