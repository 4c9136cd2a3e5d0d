import type { Move } from './moves.ts'
import { firstNames } from './names.ts'
import type { Side } from './side.ts'
import { createSide } from './side.ts'
import type { Truth } from './truth.ts'
import { isEarly, namesOf, truthAfter, truthOf } from './truth.ts'
import type { HeldCall } from './wire.ts'
import { createManualApi } from './with-the-manual.ts'
import { createLibraryApi } from './with-this-library.ts'

/** This library, and plain RTK Query with the recipes of its manual. */
export type SideName = 'library' | 'manual'

const sideNames: readonly SideName[] = ['library', 'manual']

/** What a side showed after a move, read from its store. */
export interface Frame {
  readonly names: readonly string[]
  /** It shows what the gateway has, with what the user asked for and is not answered yet. */
  readonly isRight: boolean
}

/** A move, and what it made of each side. */
export interface Step {
  readonly move: Move
  readonly frames: Readonly<Record<SideName, Frame>>
}

/** A call on its way, on one side or on both. */
export interface StageCall extends HeldCall {
  readonly sides: readonly SideName[]
  /** It cannot end yet: an older change of the same row comes first. */
  readonly isEarly: boolean
}

/** What this library keeps apart, and what comes of it. */
export interface Layers {
  readonly server: readonly string[]
  readonly open: readonly OpenChange[]
  readonly shown: readonly string[]
}

export interface OpenChange {
  readonly id: string
  /** Its call, sent or not. */
  readonly call: string
  /** It waits for its row to be made, and is not sent yet. */
  readonly isWaiting: boolean
}

/** All that is to be seen of the stage at one moment. */
export interface Snapshot {
  readonly steps: readonly Step[]
  readonly calls: readonly StageCall[]
  readonly names: Readonly<Record<SideName, readonly string[]>>
  readonly layers: Layers
}

const beforeAll: Snapshot = {
  steps: [],
  calls: [],
  names: { library: firstNames, manual: firstNames },
  layers: { server: firstNames, open: [], shown: firstNames },
}

/** What is to be seen before anything happens. */
export const emptySnapshot = (): Snapshot => beforeAll

/** Two stores that live through the same, and a referee. */
export interface Stage {
  snapshot(this: void): Snapshot
  subscribe(this: void, listener: () => void): () => void
  /** Makes a move on both sides at once, after those before it; resolves once both have answered. */
  move(this: void, move: Move): Promise<void>
}

type LibrarySide = Side<ReturnType<typeof createLibraryApi>>

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name, index) => name === others[index])

const layersOf = ({ api, store, names, held }: LibrarySide): Layers => {
  const state = store.getState()
  const { selectServerValue, selectPending } = api.util
  const sent = new Set(held().map(({ id }) => id))
  return {
    server: (selectServerValue(state, 'listInstances', undefined) ?? []).map(({ name }) => name),
    open: selectPending(state).map(({ requestId, endpointName, arg }) => {
      const isCreate = endpointName === 'createInstance'
      const name = isCreate ? String(arg) : (arg as { readonly name: string }).name
      const call = `${isCreate ? 'create' : 'rename to'} ${name}`
      return { id: requestId, call, isWaiting: !sent.has(call) }
    }),
    shown: names(),
  }
}

const callsOf = (held: Record<SideName, readonly HeldCall[]>, truth: Truth): StageCall[] => {
  const calls = new Map<string, HeldCall>()
  for (const name of sideNames) for (const call of held[name]) calls.set(call.id, call)
  return [...calls.values()].map((call) => ({
    ...call,
    sides: sideNames.filter((name) => held[name].some(({ id }) => id === call.id)),
    isEarly: call.kind === 'change' && isEarly(truth, call.id),
  }))
}

/** Sets the stage: both sides have read their gateway once, and from then on every call is held. */
export const createStage = async (): Promise<Stage> => {
  const [library, manual] = await Promise.all([
    createSide(createLibraryApi),
    createSide(createManualApi),
  ])
  const listeners = new Set<() => void>()
  let truth = truthOf(firstNames)

  const frameOf = (names: readonly string[]): Frame => ({
    names,
    isRight: isSame(names, namesOf(truth)),
  })
  const look = (steps: readonly Step[]): Snapshot => ({
    steps,
    calls: callsOf({ library: library.held(), manual: manual.held() }, truth),
    names: { library: library.names(), manual: manual.names() },
    layers: layersOf(library),
  })

  let snapshot = look([])
  let last: Promise<void> = Promise.resolve()

  const make = async (move: Move) => {
    truth = truthAfter(truth, move)
    await Promise.all([library.move(move), manual.move(move)])
    const frames = { library: frameOf(library.names()), manual: frameOf(manual.names()) }
    snapshot = look([...snapshot.steps, { move, frames }])
    for (const listener of listeners) listener()
  }

  return {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    move: (move) => {
      last = last.then(() => make(move))
      return last
    },
  }
}
