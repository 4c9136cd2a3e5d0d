/** Writes a `text/event-stream` as fast as it is read. */
export interface EventWriter {
  readonly body: ReadableStream<Uint8Array>
  /** Resolves when the text was taken; false: the reader went away before. */
  write(text: string): Promise<boolean>
  /** Ends it; what was not taken yet is dropped. */
  end(): void
}

interface Waiting {
  readonly text: string
  done(isTaken: boolean): void
}

/** Makes a writer; `onGone` hears that nobody reads any more. */
export const createEventWriter = (onGone: () => void): EventWriter => {
  const encoder = new TextEncoder()
  const waiting: Waiting[] = []
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let isWanted = false
  let isOver = false

  const flush = () => {
    if (!isWanted || isOver) return
    const next = waiting.shift()
    if (!next) return
    isWanted = false
    controller?.enqueue(encoder.encode(next.text))
    next.done(true)
  }

  const drop = () => {
    isOver = true
    for (const { done } of waiting.splice(0)) done(false)
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given
      },
      pull: () => {
        isWanted = true
        flush()
      },
      cancel: () => {
        drop()
        onGone()
      },
    },
    // Nothing is taken before it is read: what waits is counted here.
    { highWaterMark: 0 },
  )

  return {
    body,
    write: (text) => {
      if (isOver) return Promise.resolve(false)
      return new Promise((done) => {
        waiting.push({ text, done })
        flush()
      })
    },
    end: () => {
      if (isOver) return
      drop()
      controller?.close()
    },
  }
}
