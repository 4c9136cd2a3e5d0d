import type { Sentence } from '../words/words.ts'
import type { Move } from './moves.ts'

/** One move of a story, and what it is in words. */
export interface StoryStep {
  readonly text: Sentence
  readonly move: Move
}

/** A race that every app runs into, move by move. */
export interface Story {
  readonly id: string
  readonly title: Sentence
  readonly steps: readonly StoryStep[]
}

/** Of the row on top. */
const rename = (to: string): Move => ({ kind: 'rename', row: 0, to })
const through = (call: string): Move => ({ kind: 'end', call, verdict: 'through' })
const refused = (call: string): Move => ({ kind: 'end', call, verdict: 'refused' })
const poll: Move = { kind: 'poll' }

export const stories: readonly Story[] = [
  {
    id: 'poll',
    title: 'A poll lands during a rename',
    steps: [
      { text: 'You rename Support to Sales', move: rename('Sales') },
      { text: 'A poll asks; the gateway still says Support', move: poll },
      { text: 'The poll’s answer lands', move: through('read 1') },
      { text: 'The rename succeeds', move: through('rename to Sales') },
      { text: 'The list, read again, lands', move: through('read 2') },
    ],
  },
  {
    id: 'two-renames',
    title: 'Two renames, the first is refused',
    steps: [
      { text: 'You rename Support to Sales', move: rename('Sales') },
      { text: 'You think again: Sales becomes Events', move: rename('Events') },
      { text: 'The first rename is refused', move: refused('rename to Sales') },
      { text: 'The second one succeeds', move: through('rename to Events') },
      { text: 'The list, read again, lands', move: through('read 1') },
    ],
  },
  {
    id: 'overtaking',
    title: 'Answers overtake each other',
    steps: [
      { text: 'A poll asks; the gateway says Support', move: poll },
      { text: 'You rename Support to Sales', move: rename('Sales') },
      { text: 'The rename succeeds, before the poll is back', move: through('rename to Sales') },
      { text: 'The poll’s old answer lands', move: through('read 1') },
      { text: 'The list, read again, lands', move: through('read 2') },
    ],
  },
  {
    id: 'create',
    title: 'Create, rename at once, the create fails',
    steps: [
      { text: 'You create Events', move: { kind: 'create', name: 'Events' } },
      { text: 'You rename it to Sales at once', move: rename('Sales') },
      { text: 'The create is refused', move: refused('create Events') },
      { text: 'The rename of a row that never was is answered', move: through('rename to Sales') },
      { text: 'The list, read again, lands', move: through('read 1') },
    ],
  },
]
