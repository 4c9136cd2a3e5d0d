import { useDebouncedCallback, useWindowEvent } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import type { ChangeView } from './list-url.ts'
import { currentView } from './list-url.ts'

/** ms after the last key until the server is asked. */
const patienceMs = 300

/** How many characters two texts begin with alike. */
const alike = (one: string, other: string): number => {
  let count = 0
  while (count < one.length && one[count] === other[count]) count += 1
  return count
}

const backwards = (text: string): string => [...text].reverse().join('')

/** Typing on, correcting, taking back: half of the shorter text is kept. Writing over it is another search. */
const isRefined = (before: string, after: string): boolean => {
  const kept = alike(before, after) + alike(backwards(before), backwards(after))
  return kept * 2 >= Math.min(before.length, after.length)
}

/** The text of the search, and what can be done to it. */
export interface Search {
  readonly text: string
  type(text: string): void
  /** Asks at once. */
  submit(): void
  clear(): void
  /** What is typed from now on is another search. */
  end(): void
}

/**
 * The search. Its text is the field's own and the address follows it, as one step of the history however often one
 * pauses. The address is taken over only when it is another than was asked for (back, forward, "Clear the search"), and
 * as it is now: on a slow machine it is rendered late, when more has been typed already.
 */
export const useSearch = (value: string, change: ChangeView): Search => {
  const [text, setText] = useState(value)
  const { key } = useLocation()
  /** What the address was asked to be. */
  const asked = useRef(value)
  /** Letters that the address was not asked for yet. */
  const isTyping = useRef(false)
  /** The step of the history that the search under way has made already. */
  const step = useRef<'none' | 'own' | 'ending'>('none')
  const isAnother = useRef(false)

  const ask = (search: string) => {
    isTyping.current = false
    if (search === asked.current) return
    // Clearing is a step of its own: back leads to what was found.
    const isSameStep = step.current !== 'none' && !isAnother.current && search !== ''
    step.current = step.current === 'ending' ? 'none' : 'own'
    isAnother.current = false
    asked.current = search
    change({ search }, { replace: isSameStep })
  }
  const askLater = useDebouncedCallback(ask, patienceMs)

  const follow = () => {
    const { search } = currentView()
    if (isTyping.current || search === asked.current) return
    asked.current = search
    step.current = 'none'
    setText(search)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of the history, and nothing else, is a reason
  useEffect(follow, [key])
  // Back from a step that was never rendered renders nothing.
  useWindowEvent('popstate', follow)

  return {
    text,
    type: (next) => {
      if (!isRefined(text, next)) isAnother.current = true
      isTyping.current = true
      setText(next)
      askLater(next)
    },
    submit: () => askLater.flush(),
    clear: () => {
      askLater.cancel()
      setText('')
      ask('')
    },
    end: () => {
      step.current = step.current === 'own' && isTyping.current ? 'ending' : 'none'
    },
  }
}
