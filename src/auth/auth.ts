import type { Observable } from 'rxjs'
import { Subject } from 'rxjs'
import type { InstanceTokens, SessionSource } from '../core/calls/session.ts'
import type { VZapsError } from '../core/errors.ts'
import { aborted, misconfigured, signedOut, throwable, UNAVAILABLE } from '../core/errors.ts'
import { pause } from '../core/http/retry.ts'
import type { Platform } from '../core/platform.ts'
import type { AuthMode, AuthOptions } from './options.ts'
import type { OpenSession, SessionParts } from './session.ts'
import { openSession } from './session.ts'
import { createStateSubject } from './state-subject.ts'

/** Who is signed in. `expiresAt` (epoch ms) is the JWT's; absent before the first one, and with a relay. */
export type AuthState =
  | { readonly status: 'signed-out' }
  | { readonly status: 'signing-in' }
  | { readonly status: 'signed-in'; readonly expiresAt?: number }
  | { readonly status: 'failed'; readonly error: VZapsError }

/** `vzaps.auth`: sign in, sign out, and who is signed in. */
export interface VZapsAuth {
  /**
   * Ends the session there was and begins a new one. Resolves with its first token (proxy: at once); rejects with the
   * {@link VZapsError} that prevented it, and nobody is signed in then.
   */
  signIn(auth: AuthOptions): Promise<void>
  /** Aborts what is in flight, forgets every secret, resets the state of each store. */
  signOut(): void
  /** The JWT itself, fresh; for code outside Redux only. Rejects with a {@link VZapsError}. */
  getAccessToken(): Promise<string>
  /** The state now. */
  getState(): AuthState
  /** The state now and after each change. */
  readonly state$: Observable<AuthState>
}

/** `vzaps.tokens`: the instance tokens of the signed-in account. They never enter Redux. */
export interface VZapsTokens {
  get(instanceId: string): string | undefined
  /** Throws a `validation` error for a token that no header can carry, an `auth` error when nobody is signed in. */
  set(instanceId: string, token: string): void
  forget(instanceId: string): void
  /** The id of an instance whose token changed. */
  readonly changes$: Observable<string>
}

/** The account of an api: its sign-in state, and the session that the calls run in. */
export interface Account extends SessionSource {
  current(): OpenSession | undefined
  readonly auth: VZapsAuth
  readonly tokens: VZapsTokens
  /** The expiry of a fresh token (epoch ms), asking for one when there is none. */
  freshToken(): Promise<{ accessToken: string; expiresAt: number }>
  /** Somebody signed out elsewhere: ends the session here, without telling anybody. */
  end(): void
  dispose(): void
}

/** What the account needs besides what its sessions do. */
export interface AccountParts
  extends Omit<SessionParts, 'onBearer' | 'onTokenFailure' | 'onInstanceToken'> {
  readAuth(options: AuthOptions): AuthMode
  /** A session ended or began: the stores still hold the data of the one before. */
  onSession(): void
  /** Somebody signed out here, or in to something else, at that moment (epoch ms). */
  onSignOut(at: number): void
  /** A new JWT came, which ends then (epoch ms). */
  onExpiry(expiresAt: number): void
}

const MIN_RECOVERY_MS = 1_000
const MAX_RECOVERY_MS = 60_000

/** Timers that do not keep a script of Node alive. */
const withoutHolding =
  ({ setTimeout }: Platform): Platform['setTimeout'] =>
  (callback, ms) => {
    const timer = setTimeout(callback, ms)
    if (typeof timer === 'object' && 'unref' in timer) timer.unref()
    return timer
  }

/**
 * Makes the account.
 *
 *     signed-out --signIn--> signing-in --token--> signed-in --credentials refused--> failed
 *         ^                      |  ^                  |  ^                             |
 *         |                      |  +----- signIn -----+  +--------- next token --------+
 *         |                      +--no token--> failed (no session)
 *         +------------------------- signOut, from any ------------------------------
 */
export const createAccount = (parts: AccountParts, initial: AuthMode | undefined): Account => {
  const { platform } = parts
  const unhurried = { ...platform, setTimeout: withoutHolding(platform) }
  const { state$, getState, publish } = createStateSubject<AuthState>({ status: 'signed-out' })
  const tokenChanges$ = new Subject<string>()
  let session: OpenSession | undefined
  let recovering: OpenSession | undefined
  let recoveryMs = 0
  let epoch = 0
  let disposed = false

  /** A provider that failed may work again later, so it is asked again; a refusal of credentials is final. */
  const recover = async (from: OpenSession) => {
    if (recovering === from) return
    recovering = from
    recoveryMs = Math.min(2 * recoveryMs || MIN_RECOVERY_MS, MAX_RECOVERY_MS)
    await pause(recoveryMs, [from.ending], unhurried)
    if (recovering === from) recovering = undefined
    const isFailed = from === session && getState().status === 'failed'
    if (isFailed && from.access.kind === 'bearer') await from.access.bearer()
  }

  const open = (mode: AuthMode): OpenSession => {
    epoch += 1
    session = openSession(mode, epoch, {
      ...parts,
      onBearer: (from, { expiresAt }) => {
        if (from !== session) return
        recoveryMs = 0
        publish({ status: 'signed-in', expiresAt })
        parts.onExpiry(expiresAt)
      },
      onTokenFailure: (from, error) => {
        // Only errors about the account: a lost connection says nothing about whether it is signed in.
        const signedIn = getState().status !== 'signing-in'
        if (from !== session || !signedIn || error.kind !== 'auth') return
        publish({ status: 'failed', error })
        if (error.code === UNAVAILABLE) void recover(from)
      },
      onInstanceToken: (instanceId) => tokenChanges$.next(instanceId),
    })
    return session
  }

  const close = (next: AuthState) => {
    const ending = session
    session = undefined
    ending?.end()
    publish(next)
    parts.onSession()
  }

  const whyNone = (): VZapsError =>
    disposed
      ? misconfigured('The api was disposed: create a new one with createVZapsApi()')
      : signedOut()

  const signIn = async (options: AuthOptions): Promise<void> => {
    if (disposed) throw throwable(whyNone())
    const mode = parts.readAuth(options)
    if (session) parts.onSignOut(platform.now())
    session?.end()
    const mine = open(mode)
    const stillMine = () => {
      if (mine === session) return
      throw throwable(aborted('unknown', 'Another sign-in or a sign-out came in between'))
    }
    publish({ status: 'signing-in' })
    parts.onSession()
    stillMine()
    if (mine.access.kind === 'proxy') {
      publish({ status: 'signed-in' })
      return
    }
    const first = await mine.access.bearer()
    stillMine()
    if (first.ok) return
    session = undefined
    mine.end({ ...first.error, outcome: 'not-sent' })
    publish({ status: 'failed', error: first.error })
    throw throwable(first.error)
  }

  const freshToken = async () => {
    const mine = session
    if (!mine) throw throwable(whyNone())
    if (mine.access.kind === 'proxy') {
      throw throwable(
        misconfigured('There is no token here: in proxy mode the relay holds it', 'auth.proxy'),
      )
    }
    const bearer = await mine.access.bearer()
    if (mine.ending.aborted) throw throwable(aborted('unknown', 'The session ended'))
    if (!bearer.ok) throw throwable(bearer.error)
    return bearer.value
  }

  const tokensOf = (): InstanceTokens => {
    if (!session) throw throwable(whyNone())
    return session.tokens
  }

  if (initial) {
    open(initial)
    publish({ status: 'signed-in' })
  }

  return {
    current: () => session,
    whyNone,
    freshToken,
    auth: {
      signIn,
      signOut: () => {
        if (disposed) return
        parts.onSignOut(platform.now())
        close({ status: 'signed-out' })
      },
      getAccessToken: async () => (await freshToken()).accessToken,
      getState,
      state$: state$.asObservable(),
    },
    tokens: {
      get: (instanceId) => session?.tokens.get(instanceId),
      set: (instanceId, token) => tokensOf().set(instanceId, token),
      forget: (instanceId) => session?.tokens.forget(instanceId),
      changes$: tokenChanges$.asObservable(),
    },
    end: () => close({ status: 'signed-out' }),
    dispose: () => {
      if (disposed) return
      disposed = true
      close({ status: 'signed-out' })
      state$.complete()
      tokenChanges$.complete()
    },
  }
}
