import type { Language } from '../words/pick-language.ts'
import { perLanguage, t } from '../words/words.ts'

/** In numbers, as in Brazil; in English the month is a word, since 5/12 is one day here and another there. */
const dateStyleOf = (language: Language) => (language === 'en' ? 'medium' : 'short')

const getFormats = perLanguage((language) => ({
  day: new Intl.DateTimeFormat(language, { dateStyle: dateStyleOf(language) }),
  dayAndTime: new Intl.DateTimeFormat(language, {
    dateStyle: dateStyleOf(language),
    timeStyle: 'short',
  }),
  clock: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }),
  seconds: new Intl.DateTimeFormat(language, { timeStyle: 'medium', hour12: false }),
  relative: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
}))

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** `Dec 12, 2026`, as the day of an ISO text or epoch ms; the text itself when it is no time. */
export const formatDay = (at: string | number): string => format(getFormats().day, at)

/** Day and time of an ISO text or epoch ms. */
export const formatDayAndTime = (at: string | number): string => format(getFormats().dayAndTime, at)

/** `14:05` of epoch ms. */
export const formatClock = (at: number): string => format(getFormats().clock, at)

/** `14:05:09` of epoch ms. */
export const formatClockWithSeconds = (at: number): string => format(getFormats().seconds, at)

/** How long ago, in the largest unit that fits. */
export const formatAgo = (at: number, now: number): string => {
  const { relative } = getFormats()
  const seconds = Math.round((at - now) / 1000)
  const unit = units.find(([, length]) => Math.abs(seconds) >= length)
  if (!unit) return Math.abs(seconds) < 5 ? t('just now') : relative.format(seconds, 'second')
  return relative.format(Math.trunc(seconds / unit[1]), unit[0])
}

const format = (formatter: Intl.DateTimeFormat, at: string | number): string => {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : formatter.format(date)
}
