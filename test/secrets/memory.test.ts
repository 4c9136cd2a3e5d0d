import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { getHeapSnapshot, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { AuthOptions } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { createTestStore } from 'vzaps-rtk/mock'

setFlagsFromString('--expose_gc')
const gc: () => void = runInNewContext('gc')

/** A secret that is nowhere in memory as text until it is asked for: the test must not find its own copy. */
const hidden = (name: string) => {
  const codes = Array.from(
    { length: 32 },
    (_, at) => ((name.charCodeAt(at % name.length) * (at + 7)) % 26) + 97,
  )
  // No template: the snapshot shows a concatenated text in its parts.
  return () => String.fromCharCode(...codes)
}

const secrets = {
  clientToken: hidden('ct'),
  clientSecret: hidden('cs'),
  jwt: hidden('jwt'),
  instanceToken: hidden('it'),
}

/** The gateway of this test holds nothing either: it makes each answer when it is asked. */
const fetch = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url)
  if (pathname === '/token') return Response.json({ access_token: secrets.jwt(), expires_in: 3600 })
  const row = { id: 'VZ1', name: 'Sales', token: secrets.instanceToken() }
  if (pathname === '/instances/list') return Response.json({ content: [row] })
  if (pathname === '/instances/get') return Response.json(row)
  const echo = [...request.headers.values(), secrets.clientSecret()].join(' ')
  return Response.json({ message: `refused: ${echo}` }, { status: 409 })
}

const credentials = (): AuthOptions => ({
  clientToken: secrets.clientToken(),
  clientSecret: secrets.clientSecret(),
})
const provider = (): AuthOptions => ({
  clientToken: secrets.clientToken(),
  getToken: () => ({ accessToken: secrets.jwt(), expiresIn: 3600 }),
})
const relay = (): AuthOptions => ({
  proxy: true,
  headers: { Authorization: `Bearer ${secrets.jwt()}` },
})

/** Each way to sign in, by signIn and by the option of the api. */
const modes = {
  credentials: credentials,
  'credentials at creation': credentials,
  'a provider': provider,
  'a provider at creation': provider,
  'a relay': relay,
  'a relay at creation': relay,
} as const
type Mode = keyof typeof modes

/** Uses an account to the full and signs out; gives weak references to what it left behind. */
const useAccount = async (mode: Mode) => {
  const auth = modes[mode]()
  const weakly = [new WeakRef(auth)] as WeakRef<object>[]
  const isAtCreation = mode.endsWith('at creation')
  const vzaps = createVZapsApi({
    platform: { fetch },
    retry: false,
    baseUrl: 'https://relay.example',
    ...(isAtCreation ? { auth } : {}),
  })
  const { store } = createTestStore({ vzaps })
  if (!isAtCreation) await vzaps.auth.signIn(auth)
  const list = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
  weakly.push(new WeakRef(list))
  const row = await store.dispatch(vzaps.endpoints.getInstance.initiate('VZ1')).unwrap()
  weakly.push(new WeakRef(row))
  const restarted = await store.dispatch(vzaps.endpoints.restartInstance.initiate('VZ1'))
  weakly.push(new WeakRef(restarted))
  vzaps.tokens.set('VZ2', secrets.instanceToken())
  vzaps.auth.signOut()
  return { vzaps, store, weakly }
}

const collect = async () => {
  // What a promise or a regular expression saw last is only let go of by the next one.
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    ;/x/.test('another text than the last')
    gc()
  }
}

/** Which of the texts stand in the file; they are made only now that it is written. */
const findIn = async (file: string, texts: readonly (() => string)[]): Promise<string[]> => {
  const wanted = texts.map((text) => text())
  const found = new Set<string>()
  let tail = ''
  for await (const chunk of createReadStream(file, 'latin1')) {
    const part = tail + chunk
    for (const text of wanted) if (part.includes(text.slice(4, 28))) found.add(text)
    tail = part.slice(-100)
  }
  return [...found]
}

const snapshot = async (use: (file: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'heap-'))
  try {
    const file = join(folder, 'heap.json')
    await pipeline(getHeapSnapshot(), createWriteStream(file))
    await use(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('what is left of a signed-out account', () => {
  test.each(Object.keys(modes) as Mode[])(
    'with %s: no object, and no secret as text',
    async (mode) => {
      const { vzaps, store, weakly } = await useAccount(mode)
      await collect()
      expect(weakly.map((ref) => ref.deref())).toEqual(weakly.map(() => undefined))
      await snapshot(async (file) => {
        expect(await findIn(file, Object.values(secrets))).toEqual([])
      })
      // Both are still in use, so nothing went because they did.
      expect(vzaps.auth.getState()).toEqual({ status: 'signed-out' })
      expect(store.getState().vzaps).toMatchObject({ queries: {}, mutations: {} })
    },
    120_000,
  )

  test('and they would be found', async () => {
    const kept = { secret: secrets.jwt() }
    await collect()
    await snapshot(async (file) => {
      expect(await findIn(file, [secrets.jwt])).toEqual([secrets.jwt()])
    })
    expect(kept.secret).toBe(secrets.jwt())
  }, 120_000)
})
