import { useState } from 'react'
import type { Move } from './moves.ts'
import { nextOf } from './script.ts'
import { stories } from './stories.ts'
import { usePlayer } from './use-player.ts'
import { useStage } from './use-stage.ts'

/** What is on the stage: a story by its number, or the tour. */
export type Programme =
  | { readonly kind: 'story'; readonly index: number }
  | { readonly kind: 'tour' }

/** `reel` goes on to the next story at the end of one. */
type Playing = 'no' | 'story' | 'reel'

const isMotionWanted = () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * The stage and what plays on it. The stories play by themselves for who has just come, unless their system asks for
 * less motion; whatever a visitor does ends that.
 */
export const useStory = () => {
  const { snapshot, move, restart, isReady } = useStage()
  const [programme, setProgramme] = useState<Programme>({ kind: 'story', index: 0 })
  const [playing, setPlaying] = useState<Playing>(() => (isMotionWanted() ? 'reel' : 'no'))

  const story = programme.kind === 'story' ? stories[programme.index] : undefined
  const next = story && nextOf(story, snapshot.steps)

  const show = (wanted: Programme, how: Playing = 'no') => {
    setProgramme(wanted)
    setPlaying(how)
    restart()
  }
  usePlayer({
    isOn: isReady && playing !== 'no' && story !== undefined,
    made: snapshot.steps.length,
    next,
    onStep: (step) => {
      move(step.move)
      if (playing === 'story' && step === story?.steps.at(-1)) setPlaying('no')
    },
    onEnd: () => {
      const index = programme.kind === 'story' ? programme.index + 1 : 0
      if (playing === 'reel' && index < stories.length) show({ kind: 'story', index }, 'reel')
      else setPlaying('no')
    },
  })
  return {
    snapshot,
    isReady,
    programme,
    story,
    next,
    isPlaying: playing !== 'no',
    /** A visitor's own move. */
    act: (wanted: Move) => {
      setPlaying('no')
      move(wanted)
    },
    show,
    play: () => (next ? setPlaying('story') : show(programme, 'story')),
    pause: () => setPlaying('no'),
    restart: () => show(programme),
  }
}

export type StoryControl = ReturnType<typeof useStory>
