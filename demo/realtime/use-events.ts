import { useState } from 'react'
import type { RealtimeEvent } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { addEvent, emptyFeed, goOn, pause } from './feed.ts'

/** The kinds of events that are followed. */
export const kinds = ['Message', 'Connected', 'Disconnected'] as const

/** The text of a message; events without one say enough by their kind. */
const textOf = ({ data }: RealtimeEvent): string => {
  const { event } = (data ?? {}) as { event?: { text?: unknown } }
  return typeof event?.text === 'string' ? event.text : ''
}

/** The events of an instance as they come, and a way to hold them. */
export const useEvents = (instanceId: string) => {
  const [feed, setFeed] = useState(emptyFeed)
  vzaps.useInstanceEvents(instanceId, {
    events: [...kinds],
    onEvent: (event) => {
      const at = Date.parse(event.createdAt ?? '') || Date.now()
      setFeed((before) => addEvent(before, { type: event.type, text: textOf(event), at }))
    },
  })
  return {
    feed,
    isPaused: feed.held !== undefined,
    pause: () => setFeed(pause),
    goOn: () => setFeed(goOn),
  }
}
