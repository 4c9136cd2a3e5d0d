/** An event as it is shown. */
export interface ShownEvent {
  readonly key: number
  readonly type: string
  readonly text: string
  /** Epoch ms. */
  readonly at: number
}

/** The last events, the newest first; paused, what comes meanwhile waits. */
export interface Feed {
  readonly shown: readonly ShownEvent[]
  /** Nothing unless it is paused. */
  readonly held: readonly ShownEvent[] | undefined
  readonly lastKey: number
}

export const emptyFeed: Feed = { shown: [], held: undefined, lastKey: 0 }

/** How many events are kept. */
export const maxEvents = 200

const onTop = (event: ShownEvent, events: readonly ShownEvent[]) =>
  [event, ...events].slice(0, maxEvents)

/** Adds what has just come. */
export const addEvent = (feed: Feed, event: Omit<ShownEvent, 'key'>): Feed => {
  const key = feed.lastKey + 1
  const one = { ...event, key }
  return feed.held
    ? { ...feed, lastKey: key, held: onTop(one, feed.held) }
    : { ...feed, lastKey: key, shown: onTop(one, feed.shown) }
}

/** Keeps what is shown as it is until it goes on. */
export const pause = (feed: Feed): Feed => ({ ...feed, held: feed.held ?? [] })

/** Shows what has come meanwhile. */
export const goOn = (feed: Feed): Feed => ({
  ...feed,
  shown: [...(feed.held ?? []), ...feed.shown].slice(0, maxEvents),
  held: undefined,
})

/** Those of a kind, or all, that hold a text. */
export const filterEvents = (
  events: readonly ShownEvent[],
  type: string,
  text: string,
): readonly ShownEvent[] => {
  const wanted = text.trim().toLowerCase()
  return events.filter(
    (event) =>
      (type === '' || event.type === type) &&
      `${event.type} ${event.text}`.toLowerCase().includes(wanted),
  )
}
