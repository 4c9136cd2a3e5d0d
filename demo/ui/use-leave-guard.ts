import { useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import { UNSAFE_NavigationContext } from 'react-router'
import { currentPlace } from './history-gate.ts'
import { useStep } from './use-step.ts'

/** A step that was kept from leaving the page. */
interface HeldStep {
  proceed(): void
}

const pathOf = (to: string | { readonly pathname?: string }): string =>
  new URL(typeof to === 'string' ? to : (to.pathname ?? ''), window.location.href).pathname

/**
 * Holds what would leave the page, a link or a step of the history, while `isHeld`; the address stays. The router's own
 * blocker needs a router that is 16 KB larger.
 */
export const useLeaveGuard = (isHeld: () => boolean) => {
  const { navigator } = useContext(UNSAFE_NavigationContext)
  const [held, setHeld] = useState<HeldStep>()
  const isHeldNow = useEffectEvent(isHeld)
  /** What the next step of the history is, if it is the guard's own. */
  const own = useRef<'putting back' | 'leaving'>(undefined)

  useEffect(() => {
    const { push, replace } = navigator
    const guarded =
      (step: typeof push): typeof push =>
      (to, ...rest) => {
        const proceed = () => step(to, ...rest)
        if (!isHeldNow() || pathOf(to as string) === window.location.pathname) return proceed()
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

  useStep((left) => {
    const step = own.current
    own.current = undefined
    if (step === 'putting back') return true
    const here = currentPlace()
    const delta = left.index - here.index
    const isLeaving = left.path !== here.path
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
