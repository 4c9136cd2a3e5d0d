import { useEffect, useState } from 'react'

/** A length of time, in ms, in few characters: `240 ms`, `3.2 s`, `4 min`. */
export const shortTime = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
}

/** How long ago a moment was. */
export const ago = (at: number, now: number): string =>
  now - at < 1_000 ? 'just now' : `${shortTime(now - at)} ago`

/** How far off a moment is. */
export const until = (at: number, now: number): string =>
  at <= now ? 'due now' : `in ${shortTime(at - now)}`

/** The time of day, to the millisecond. */
export const clockTime = (at: number): string => {
  const date = new Date(at)
  return `${date.toLocaleTimeString()}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** A size in bytes, in few characters. */
export const shortSize = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`

/** Epoch ms, a second at a time. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
