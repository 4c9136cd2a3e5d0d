import { useEffect, useEffectEvent } from 'react'
import type { StoryStep } from './stories.ts'

/** ms until a story begins. */
const startMs = 700
/** ms from one step to the next: long enough to look at both sides. */
const stepMs = 1_700
/** ms that the end of a story is looked at before the next one begins. */
const endMs = 3_000

interface Player {
  readonly isOn: boolean
  /** How many steps were made. */
  readonly made: number
  /** `undefined` at the story's end. */
  readonly next: StoryStep | undefined
  readonly onStep: (step: StoryStep) => void
  readonly onEnd: () => void
}

/** Plays a story, step by step, for as long as it is on. */
export const usePlayer = ({ isOn, made, next, onStep, onEnd }: Player): void => {
  const act = useEffectEvent((step?: StoryStep) => (step ? onStep(step) : onEnd()))
  const isFirst = made === 0
  useEffect(() => {
    if (!isOn) return
    const ms = next ? (isFirst ? startMs : stepMs) : endMs
    const timer = setTimeout(() => act(next), ms)
    return () => clearTimeout(timer)
  }, [isOn, next, isFirst])
}
