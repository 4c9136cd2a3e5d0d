import { useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import { UNSAFE_NavigationContext, useLocation } from 'react-router'
import { useStep } from './use-step.ts'

/** A step that was kept from leaving the page. */
interface HeldStep {
  proceed(): void
}

const currentIndex = (): number => window.history.state?.idx ?? 0

const pathOf = (to: string | { readonly pathname?: string }): string =>
  new URL(typeof to === 'string' ? to : (to.pathname ?? ''), window.location.href).pathname

/**
 * Holds what would leave the page, a link or a step of the history, while `isHeld`; the address stays. The router's own
 * blocker needs a router that is 16 KB larger.
 */
export const useLeaveGuard = (isHeld: () => boolean) => {
  const { navigator } = useContext(UNSAFE_NavigationContext)
  const { key } = useLocation()
  const [held, setHeld] = useState<HeldStep>()
  const isHeldNow = useEffectEvent(isHeld)
  /** Where the page stands. */
  const here = useRef({ index: currentIndex(), path: window.location.pathname })
  /** What the next step of the history is, if it is the guard's own. */
  const own = useRef<'putting back' | 'leaving'>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of the history is a reason
  useEffect(() => {
    // The router may render a step before the browser has written it.
    const timer = setTimeout(() => {
      if (!own.current) here.current = { index: currentIndex(), path: window.location.pathname }
    })
    return () => clearTimeout(timer)
  }, [key])

  useEffect(() => {
    const { push, replace } = navigator
    const guarded =
      (step: typeof push): typeof push =>
      (to, ...rest) => {
        const proceed = () => step(to, ...rest)
        if (!isHeldNow() || pathOf(to as string) === here.current.path) return proceed()
        // Later, so that the key that leaves is not heard by the question that it makes.
        setTimeout(() => setHeld({ proceed }))
      }
    navigator.push = guarded(push)
    navigator.replace = guarded(replace)
    return () => {
      navigator.push = push
      navigator.replace = replace
    }
  }, [navigator])

  useStep(() => {
    const step = own.current
    own.current = undefined
    if (step === 'putting back') return true
    const delta = here.current.index - currentIndex()
    const isLeaving = window.location.pathname !== here.current.path
    if (step === 'leaving' || !isLeaving || delta === 0 || !isHeld()) return false
    own.current = 'putting back'
    window.history.go(delta)
    setHeld({
      proceed: () => {
        own.current = 'leaving'
        window.history.go(-delta)
      },
    })
    return true
  })

  return {
    isHolding: held !== undefined,
    /** Goes on with it. */
    proceed: () => {
      setHeld(undefined)
      held?.proceed()
    },
    /** Stays. */
    stay: () => setHeld(undefined),
  }
}
