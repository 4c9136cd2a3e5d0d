import { choose, isToldWhole } from './choices.ts'
import { concerns } from './conflicts.ts'
import type { KnownChange } from './knowledge.ts'
import type { PlayerOptions } from './player.ts'
import type { Answer } from './server.ts'
import type { Change, Row } from './todos.ts'
import type { PushMoment } from './traffic.ts'

/** A push on its way, and the moment that it is of. */
interface LatePush {
  readonly change: Change
  readonly answer: Answer<Row | null>
  readonly moment: PushMoment
  /** By the run's clock, and by that of the client. */
  readonly sentAt: number
  readonly asOf: number | undefined
}

/** Pushes that arrive some time after they left: what they tell of a row counts as a read of it that left then. */
export interface LatePushes {
  /** Another client's change is carried out, and a push leaves that tells of it. */
  leave(change: Change | undefined): void
  /** One of them arrives. */
  arrive(pick: number): void
  /** None of them will: nobody knows how new the rows are of a state that was copied, or of what was restored. */
  lose(): void
}

/** None is on its way yet. */
export const createLatePushes = (
  { world, client, wire, knowledge, traffic }: PlayerOptions,
  isBeingMade: (change: Change) => boolean,
  isInDoubt: (change: Change) => boolean,
): LatePushes => {
  const { server, census, changes, writtenByHandAt, answeredAt } = knowledge
  let onTheirWay: readonly LatePush[] = []

  /**
   * Nothing but the order in which they leave tells fields, or rows without a version, of one moment from those of another:
   * the server has dealt with what was sent before.
   */
  const serveSent = (id: string) => {
    for (const exchange of wire.pending()) {
      const { call } = exchange
      if (call.kind === 'read' || concerns(call, id, server)) wire.serve(exchange)
    }
  }

  /** What was written, told, or read since it left is newer; so is a change that ended since of what is told to be gone. */
  const isOvertaken = ({ change, sentAt }: LatePush, id: string): boolean => {
    if ((writtenByHandAt.get(id) ?? -1) >= sentAt) return true
    // That may have had fewer fields: an age is that of the whole row.
    if ((answeredAt.get(id) ?? -1) > sentAt) return true
    const isSince = (known: KnownChange) =>
      known.status === 'succeeded' &&
      (known.endedAt ?? -1) >= sentAt &&
      concerns(known.change, id, server)
    return change.kind === 'delete' && changes.some(isSince)
  }

  return {
    leave: (change) => {
      if (!change || !('id' in change)) return
      const isUnordered = world.hasVersions && !world.keepsOrder && isToldWhole(change)
      if (!isUnordered) serveSent(change.id)
      if (isInDoubt(change)) return
      const answer = server.apply(change) as Answer<Row | null>
      if (!answer.ok) return
      const [moment, sentAt, asOf] = [traffic.momentOf(change), knowledge.now(), client.clock?.()]
      onTheirWay = [...onTheirWay, { change, answer, moment, sentAt, asOf }]
    },
    arrive: (pick) => {
      const push = choose(onTheirWay, pick)
      if (!push || !('id' in push.change) || isBeingMade(push.change)) return
      onTheirWay = onTheirWay.filter((one) => one !== push)
      const { change, answer, moment, sentAt, asOf } = push
      census.count('late push')
      const { id } = push.change
      if (isOvertaken(push, id)) writtenByHandAt.set(id, knowledge.now())
      else traffic.onTold(change, answer, moment)
      knowledge.noteAnswered(id, sentAt)
      client.tell(change, answer.ok ? answer.value : null, asOf)
    },
    lose: () => {
      onTheirWay = []
    },
  }
}
