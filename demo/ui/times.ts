const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const dayAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false })
const seconds = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hour12: false })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** `12 Dec 2026` style day of an ISO text or epoch ms; the text itself when it is no time. */
export const formatDay = (at: string | number): string => format(day, at)

/** Day and time of an ISO text or epoch ms. */
export const formatDayAndTime = (at: string | number): string => format(dayAndTime, at)

/** `14:05` of epoch ms. */
export const formatClock = (at: number): string => format(clock, at)

/** `14:05:09` of epoch ms. */
export const formatClockWithSeconds = (at: number): string => format(seconds, at)

/** How long ago, in the largest unit that fits. */
export const formatAgo = (at: number, now: number): string => {
  const seconds = Math.round((at - now) / 1000)
  const unit = units.find(([, length]) => Math.abs(seconds) >= length)
  if (!unit) return Math.abs(seconds) < 5 ? 'just now' : relative.format(seconds, 'second')
  return relative.format(Math.trunc(seconds / unit[1]), unit[0])
}

const format = (formatter: Intl.DateTimeFormat, at: string | number): string => {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : formatter.format(date)
}
