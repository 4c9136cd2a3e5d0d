import { useState } from 'react'
import type { RealtimeEvent } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'

/** An event as it is shown. */
export interface ShownEvent {
  readonly key: number
  readonly type: string
  readonly text: string
  /** Epoch ms. */
  readonly at: number
}

const MAX_SHOWN = 8

/** The text of a message; events without one say enough by their kind. */
const textOf = ({ data }: RealtimeEvent): string => {
  const { event } = (data ?? {}) as { event?: { text?: unknown } }
  return typeof event?.text === 'string' ? event.text : ''
}

/** The last events of an instance, the newest first. */
export const useEvents = (instanceId: string): readonly ShownEvent[] => {
  const [shown, setShown] = useState<readonly ShownEvent[]>([])
  vzaps.useInstanceEvents(instanceId, {
    events: ['Message', 'Connected', 'Disconnected'],
    onEvent: (event) =>
      setShown((before) => {
        const key = (before[0]?.key ?? 0) + 1
        const at = Date.parse(event.createdAt ?? '') || Date.now()
        const one = { key, type: event.type, text: textOf(event), at }
        return [one, ...before].slice(0, MAX_SHOWN)
      }),
  })
  return shown
}
