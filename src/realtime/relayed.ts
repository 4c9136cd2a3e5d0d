import { createLazy } from '../core/lazy.ts'
import type { Wish } from './address.ts'
import { idle, whileLoading } from './connection.ts'
import type { LineParts, Member, RelayLine } from './relay-line.ts'
import type { Stream } from './stream.ts'

/** The most instances that one stream of a relay carries. */
export const MAX_RELAYED = 100

/** A file of its own: most pages have sockets, or no relay. */
const loadLine = () => import('./relay-line.ts')

/** Makes what gives an instance its part of the relay's stream, as soon as the code for that is there. */
export const createRelayed = (parts: LineParts, load = loadLine): RelayLine => {
  const lazy = createLazy(parts.platform, load)
  let line: RelayLine | undefined

  return (id: string, member: Member): Stream<Wish> => {
    let stream: Stream<Wish> | undefined
    let leave: (() => void) | undefined
    const enter = () => {
      leave ??= lazy.enter(
        ({ createRelayLine }) => {
          line ??= createRelayLine(parts)
          stream = line(id, member)
          stream.want()
          return stream.end
        },
        (retryAt) => member.onState(whileLoading(retryAt)),
      )
    }
    return {
      ack: (eventId) => stream?.ack(eventId),
      carries: () => stream?.carries(),
      want: () => (stream ? stream.want() : enter()),
      restart: (hasGoodBye) => (stream ? stream.restart(hasGoodBye) : enter()),
      end: () => {
        leave?.()
        if (!stream) member.onState(idle)
      },
    }
  }
}
