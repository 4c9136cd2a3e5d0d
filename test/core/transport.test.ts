import { describe, expect, test, vi } from 'vitest'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const get = (at: ReturnType<typeof setup>) =>
  at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true }))

/** A body that never ends, and what is known of it. */
const endless = (chunk: string, pulled = { bytes: 0, cancelled: false }) => {
  const bytes = new TextEncoder().encode(chunk)
  const body = new ReadableStream({
    pull: (controller) => {
      pulled.bytes += bytes.length
      controller.enqueue(bytes)
    },
    cancel: () => {
      pulled.cancelled = true
    },
  })
  return { body, pulled }
}

describe('an answer longer than maxAnswerBytes', () => {
  test('is a parse error, and no more of it is read', async () => {
    const at = setup({ maxAnswerBytes: 10_000 })
    await at.vzaps.auth.getAccessToken()
    const { body, pulled } = endless('x'.repeat(1_000))
    at.wire.answer(/get$/, new Response(body))
    const error = await errorOf(get(at))
    expect(error).toMatchObject({
      kind: 'parse',
      code: 'too-large',
      status: 200,
      outcome: 'unknown',
    })
    expect(error.message).toContain('maxAnswerBytes')
    expect(pulled.cancelled).toBe(true)
    expect(pulled.bytes).toBeLessThan(20_000)
  })

  test('is none of 16 MiB by default', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    const { body, pulled } = endless('x'.repeat(2 ** 20))
    at.wire.answer(/get$/, new Response(body))
    expect(await errorOf(get(at))).toMatchObject({ kind: 'parse', code: 'too-large' })
    expect(pulled.bytes).toBeLessThan(19 * 2 ** 20)
    expect(pulled.cancelled).toBe(true)
  })

  test('keeps its status when it is an error', async () => {
    const at = setup({ maxAnswerBytes: 10_000 })
    await at.vzaps.auth.getAccessToken()
    const { body, pulled } = endless('x'.repeat(1_000))
    at.wire.answer(/get$/, new Response(body, { status: 422 }))
    expect(await errorOf(get(at))).toMatchObject({ kind: 'http', status: 422, outcome: 'rejected' })
    expect(pulled.cancelled).toBe(true)
  })

  test('is refused from a fetch without streams too', async () => {
    const at = setup({ maxAnswerBytes: 10 })
    await at.vzaps.request('GET', '/plans/list').catch(() => {})
    const text = async () => JSON.stringify({ id: one, name: 'x'.repeat(20) })
    const answer = { status: 200, ok: true, headers: new Headers(), text } as unknown as Response
    at.wire.answer(/get$/, answer)
    expect(await errorOf(get(at))).toMatchObject({ kind: 'parse', code: 'too-large' })
  })

  test('counts bytes, and one of just the length is read, characters cut between chunks whole', async () => {
    const text = JSON.stringify({ id: one, name: 'ação €𝄞'.repeat(50) })
    const bytes = new TextEncoder().encode(text)
    const inBits = () => {
      let at = 0
      return new ReadableStream({
        pull: (controller) => {
          if (at === bytes.length) controller.close()
          else controller.enqueue(bytes.slice(at, ++at))
        },
      })
    }
    for (const [maxAnswerBytes, fits] of [
      [bytes.length, true],
      [bytes.length - 1, false],
    ] as const) {
      const at = setup({ maxAnswerBytes })
      at.wire.answer('POST /token', json({ access_token: 'jwt', expires_in: 60 }))
      at.wire.answer(/get$/, new Response(inBits()))
      if (fits) expect(await get(at).unwrap()).toEqual(JSON.parse(text))
      else expect(await errorOf(get(at))).toMatchObject({ code: 'too-large' })
    }
  })
})

describe('a redirect', () => {
  const followed = (url: string, redirected = false) =>
    Object.defineProperties(json({ id: one, name: 'From elsewhere' }), {
      url: { value: url },
      redirected: { value: redirected },
    })

  test.each([
    'https://evil.test/instances/get',
    'https://api.vzaps.com/instances/get/',
    'http://api.vzaps.com/instances/get',
    'https://api.vzaps.com/instances/get?x=1',
  ])('that fetch followed to %s is refused', async (url) => {
    const at = setup({ retry: { baseMs: 0 } })
    at.wire.answer(/get$/, () => followed(url), 9)
    const error = await errorOf(get(at))
    expect(error).toMatchObject({ kind: 'http', code: 'redirect', outcome: 'unknown', status: 200 })
    expect(at.wire.calls()).toHaveLength(1)
    expect(JSON.stringify(at.store.getState())).not.toContain('From elsewhere')
  })

  test('that came back to the same URL is refused, and one of /token', async () => {
    const at = setup()
    at.wire.answer('POST /token', followed('https://api.vzaps.com/elsewhere'))
    expect(await errorOf(get(at))).toMatchObject({ code: 'redirect' })
    at.wire.answer(/get$/, followed('https://api.vzaps.com/instances/get', true))
    expect(await errorOf(get(at))).toMatchObject({ code: 'redirect' })
  })

  test('is none when the answer comes from where it was asked, or does not say', async () => {
    const at = setup()
    for (const url of ['https://api.vzaps.com/instances/get', '']) {
      at.wire.answer(/get$/, followed(url))
      expect(await get(at).unwrap()).toMatchObject({ id: one })
    }
  })
})

describe('a request', () => {
  test('is made once, and nothing parses its URL beside it', async () => {
    const made: string[] = []
    const parsed: string[] = []
    const answer = json({ id: one })
    const { vzaps, store } = setup({
      auth: { getToken: () => ({ accessToken: 'jwt', expiresIn: 600 }) },
      platform: { fetch: async () => answer.clone() },
    })
    vi.stubGlobal(
      'Request',
      class extends Request {
        constructor(url: string, init?: RequestInit) {
          super(url, init)
          made.push(url)
        }
      },
    )
    vi.stubGlobal(
      'URL',
      class extends URL {
        constructor(url: string, base?: string) {
          super(url, base)
          parsed.push(url)
        }
      },
    )
    const args = { instanceId: one, data: { name: 'New' } }
    await store.dispatch(vzaps.endpoints.updateInstance.initiate(args)).unwrap()
    vi.unstubAllGlobals()
    expect(made).toEqual([`https://api.vzaps.com/instances/${one}`])
    // Node's own Request does it with the same URL.
    expect(parsed).toEqual(made)
  })

  test('asks no cache, where requests know of one', async () => {
    const at = setup()
    await at.vzaps.request('GET', '/plans/list')
    expect(at.wire.last().request.cache).toBe('no-store')
  })

  test('has no query parameter of a polyfill that busts caches with one', async () => {
    const Native = Request
    /** As whatwg-fetch, which React Native has. */
    class Polyfill {
      readonly url: string
      readonly request: Request
      constructor(url: string, init: RequestInit = {}) {
        const busts = init.method === 'GET' && init.cache === 'no-store'
        this.url = busts ? `${url}${url.includes('?') ? '&' : '?'}_=${Date.now()}` : url
        this.request = new Native(this.url, { ...init, cache: 'default' })
      }
    }
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    const seen: string[] = []
    for (const Request of [
      Polyfill,
      class extends Polyfill {
        readonly cache = 'default'
      },
    ]) {
      const { vzaps } = setup({
        auth: { getToken: () => ({ accessToken: 'jwt', expiresIn: 60 }) },
        platform: {
          fetch: async (request) => {
            seen.push(request.url)
            return json({})
          },
        },
      })
      vi.stubGlobal('Request', Request)
      await vzaps.request('GET', '/plans/list')
      await vzaps.request('GET', '/plans/list', undefined, { query: { a: 1 } })
      vi.unstubAllGlobals()
    }
    expect(seen.map((url) => url.replace('https://api.vzaps.com', ''))).toEqual([
      '/plans/list',
      '/plans/list?a=1',
      '/plans/list',
      '/plans/list?a=1',
    ])
  })
})
