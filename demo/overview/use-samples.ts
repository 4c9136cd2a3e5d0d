import { useEffect, useRef, useState } from 'react'
import type { Counts, Sample } from './counts.ts'
import { addSample } from './counts.ts'

/** ms between two samples. */
const everyMs = 5_000

/** The account's counts over the last minutes, since the page is open. */
export const useSamples = (counts: Counts): readonly Sample[] => {
  const latest = useRef(counts)
  const [samples, setSamples] = useState<readonly Sample[]>(() => [{ at: Date.now(), ...counts }])
  useEffect(() => {
    latest.current = counts
  })
  useEffect(() => {
    const timer = setInterval(
      () => setSamples((before) => addSample(before, { at: Date.now(), ...latest.current })),
      everyMs,
    )
    return () => clearInterval(timer)
  }, [])
  return samples
}
