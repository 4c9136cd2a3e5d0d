import type { VZapsRtkApi } from '../api-types.ts'
import type { Account } from '../auth/auth.ts'
import type { Platform, PlatformChannel, PlatformLocks } from '../core/platform.ts'
import { redactDeep } from '../core/secrets/redaction.ts'
import { createSecretFinder } from '../core/secrets/secret-finder.ts'
import type { Envelope, Message, MessageRules } from './messages.ts'
import { readEnvelope, VERSION } from './messages.ts'
import type { TabsOptions } from './options.ts'

/** What a tab's line to the others is made of. */
export interface LineParts extends Pick<MessageRules, 'strictAnswers' | 'onSchemaIssue'> {
  readonly options: TabsOptions
  readonly api: Pick<VZapsRtkApi<'vzaps'>, 'reducerPath'>
  readonly platform: Platform
  readonly locks: PlatformLocks
  readonly Channel: NonNullable<Platform['BroadcastChannel']>
  readonly account: Pick<Account, 'current' | 'end'>
  readonly maxAnswerBytes: number
  /** When somebody signed out here last: epoch ms. */
  readonly epoch: number
  /** Hears what other tabs of the same session say. */
  onMessage(from: string, message: Message): void
}

/** More are not this user's. */
const MAX_PEERS = 1_000

/** Makes a tab's line to the others of its scope: who is there, and whose session ended. It is closed at first. */
export const createLine = (parts: LineParts) => {
  const { api, platform, locks, account, options } = parts
  const name = `vzaps-rtk/${VERSION}/${api.reducerPath}/${options.scope}`
  const tab = `${platform.now().toString(36)}-${platform.random().toString(36).slice(2)}`
  const lifeOf = (of: string) => `${name}/tab/${of}`
  const peers = new Set<string>()
  let { epoch } = parts
  let channel: PlatformChannel | undefined
  let endLife = () => {}

  const rules = (): MessageRules => ({
    ...parts,
    now: platform.now,
    secrets: account.current()?.secrets ?? createSecretFinder(),
    // Room for what JSON escapes.
    maxLength: 2 * parts.maxAnswerBytes,
  })

  const post = (message: Message): void => {
    if (!channel) return
    const envelope = { v: VERSION, from: tab, epoch, message }
    const text = JSON.stringify(envelope)
    const secrets = account.current()?.secrets
    channel.postMessage(secrets?.has(text) ? JSON.stringify(redactDeep(envelope, secrets)) : text)
  }

  const learnEpoch = (at: number) => {
    epoch = at
    const session = account.current()
    // Who signed in since then is not meant.
    if (session && session.since < at) account.end()
  }

  const hear = ({ from, epoch: theirs, message }: Envelope) => {
    if (message.kind === 'bye') {
      peers.delete(from)
      return
    }
    if (peers.size < MAX_PEERS) peers.add(from)
    if (theirs > epoch) learnEpoch(theirs)
    if (message.kind === 'hello' || theirs < epoch) post({ kind: 'here' })
    // What is of an earlier session is nobody's any more.
    if (theirs === epoch && account.current()) parts.onMessage(from, message)
  }

  return {
    name,
    tab,
    /** The other tabs that were heard. */
    peers: peers as ReadonlySet<string>,
    /** The name of the lock that a tab holds as long as it is there. */
    lifeOf,
    post,
    isOpen: () => channel !== undefined,
    hasPeers: () => peers.size > 0,
    open: (): void => {
      channel = new parts.Channel(name)
      channel.addEventListener('message', ({ data }) => {
        const envelope = readEnvelope(data, rules())
        if (channel && envelope && envelope.from !== tab) hear(envelope)
      })
      const life = new Promise<void>((end) => {
        endLife = end
      })
      locks.request(lifeOf(tab), {}, () => life).catch(() => {})
      post({ kind: 'hello' })
    },
    close: (): void => {
      post({ kind: 'bye' })
      channel?.close()
      channel = undefined
      endLife()
      peers.clear()
    },
    /** Somebody signed out in this tab, then (epoch ms). */
    signedOut: (at: number): void => {
      epoch = Math.max(epoch, at)
      post({ kind: 'hello' })
    },
  }
}

/** A tab's line to the others. */
export type Line = ReturnType<typeof createLine>
