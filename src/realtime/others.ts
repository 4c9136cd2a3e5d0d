import type { Wish } from './address.ts'
import type { RealtimeEvent } from './events.ts'
import type { Proof } from './stream.ts'

/** What leads to the sockets of another tab. */
export interface SocketRelay {
  /**
   * The way to the instance's events through the tab that holds the sockets; `undefined`: this tab opens its own. Never
   * rejects. `since`: when the first here subscribed to the instance; epoch ms.
   */
  prove(instanceId: string, since: number): Promise<Proof<Wish, unknown> | undefined>
  /** An event came over a socket of this tab. */
  note(event: RealtimeEvent, instanceId: string): void
}
