import { useEffect, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import type { Dials } from '../store/dials.ts'
import { noDials, readDials, writeDials } from '../store/dials.ts'
import { misbehaviour } from '../store/gateway.ts'

/** The dials as the address has them, and the way to turn them. */
export const useDials = () => {
  const [params, setParams] = useSearchParams()
  const search = params.toString()
  const write = (changes: Partial<Dials>) =>
    // As the address is now: what is rendered may be behind.
    setParams(writeDials(window.location.search, changes), {
      replace: true,
      preventScrollReset: true,
    })
  return {
    search,
    dials: readDials(search),
    turn: write,
    reset: () => {
      write(noDials)
      misbehaviour.reset()
    },
  }
}

/** Turns the gateway's dials to where the address has them. */
export const useDialsOfAddress = (search: string): void => {
  useEffect(() => misbehaviour.turn(readDials(search)), [search])
}

/** What is wrong at the moment, in a few words. */
export const useMisbehaviour = (): string =>
  useSyncExternalStore(misbehaviour.subscribe, misbehaviour.describe)
