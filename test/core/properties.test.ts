import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VZapsError } from 'vzaps-rtk'
import { isVZapsError } from 'vzaps-rtk'
import { toHttpError } from '../../src/core/answers/http-errors.ts'
import { checkId, checkPath, fillRoute, withQuery } from '../../src/core/calls/paths.ts'
import { snakeKeys, toCamel, toSnake } from '../../src/core/casing.ts'
import { retryDelay } from '../../src/core/http/retry.ts'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'
import type { ById } from '../support/calls.ts'
import { byId } from '../support/calls.ts'
import { camelKeys } from '../support/camel-keys.ts'
import { one, setup } from '../support/setup.ts'

const check = <T extends unknown[]>(property: fc.IProperty<T>, numRuns = 200) =>
  fc.assert(property, { seed: 20260413, numRuns })
const checkAsync = <T extends unknown[]>(property: fc.IAsyncProperty<T>, numRuns = 60) =>
  fc.assert(property, { seed: 20260413, numRuns })

const words = fc.array(fc.stringMatching(/^[a-z]{2,6}[0-9]{0,2}$/), { minLength: 1, maxLength: 4 })
const camelOf = ([first = '', ...rest]: readonly string[]) =>
  first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')

describe('casing', () => {
  test('goes from camel to snake and back', () => {
    check(
      fc.property(words, (parts) => {
        expect(toSnake(camelOf(parts))).toBe(parts.join('_'))
        expect(toCamel(parts.join('_'))).toBe(camelOf(parts))
      }),
    )
  })

  test.each([
    ['webhookURL', 'webhook_url'],
    ['aB1C', 'a_b1_c'],
    ['HTMLParser', 'html_parser'],
    ['eventsSubscribe', 'events_subscribe'],
    ['already_snake', 'already_snake'],
    ['id', 'id'],
  ])('writes %s as %s', (camel, snake) => {
    expect(toSnake(camel)).toBe(snake)
  })

  test('is done once: doing it again changes nothing', () => {
    check(
      fc.property(fc.string(), (key) => {
        expect(toSnake(toSnake(key))).toBe(toSnake(key))
      }),
    )
  })

  test('changes top-level keys alone, never values, and brings no prototype in', () => {
    const value = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a_b', 'aB')),
      fc.jsonValue(),
    )
    check(
      fc.property(value, (record) => {
        for (const copy of [snakeKeys(record), camelKeys(record)]) {
          expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
          expect(Object.keys(copy)).not.toContain('constructor')
          for (const field of Object.values(copy)) expect(Object.values(record)).toContain(field)
        }
      }),
    )
  })
})

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '')
const formsOf = (secret: string) => [secret, encodeURIComponent(secret), base64(secret)]
const secretText = fc.stringMatching(/^[!-~]{8,24}$/).filter((text) => !/REDACTED|\[|\]/.test(text))
const alike = fc
  .array(fc.constantFrom('a', 'b', 'ab', '/'), { minLength: 8, maxLength: 12 })
  .map((parts) => parts.join(''))
const secrets = fc.array(fc.oneof(secretText, alike), { minLength: 1, maxLength: 5 })

describe('the secret finder', () => {
  test('finds every secret wherever it stands, in each of its forms, and leaves none', () => {
    check(
      fc.property(
        secrets,
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        fc.nat(2),
        (known, before, after, pick, form) => {
          const finder = createSecretFinder()
          for (const secret of known) finder.add(secret)
          const hidden = formsOf(known[pick % known.length] ?? '')[form] ?? ''
          const text = before + hidden + after
          expect(finder.has(text)).toBe(true)
          const clean = finder.redact(text)
          expect(finder.has(clean)).toBe(false)
          expect(clean).not.toContain(hidden)
        },
      ),
      500,
    )
  })

  test('agrees with looking for each secret in turn', () => {
    const texts = fc
      .array(fc.oneof(alike, fc.string(), fc.constantFrom('ab', 'a', 'b', '/')), { maxLength: 6 })
      .map((parts) => parts.join(''))
    check(
      fc.property(secrets, texts, (known, text) => {
        const finder = createSecretFinder()
        for (const secret of known) finder.add(secret)
        const naive = known.flatMap(formsOf).some((form) => form.length >= 8 && text.includes(form))
        expect(finder.has(text)).toBe(naive)
        if (!naive) expect(finder.redact(text)).toBe(text)
      }),
      500,
    )
  })

  test('knows nothing shorter than 8 characters, and nothing once cleared', () => {
    check(
      fc.property(fc.string({ maxLength: 7 }), secretText, (short, long) => {
        const finder = createSecretFinder()
        finder.add(short)
        expect(finder.redact(`${short} and ${short}`)).toBe(`${short} and ${short}`)
        finder.add(long)
        finder.clear()
        expect(finder.has(long)).toBe(false)
      }),
    )
  })

  test('takes whatever text there is, lone surrogates too', () => {
    check(
      fc.property(
        fc.string({ unit: 'binary', minLength: 8 }),
        fc.string({ unit: 'binary' }),
        (secret, text) => {
          const finder = createSecretFinder()
          finder.add(secret)
          finder.add(`${secret}\ud800`)
          expect(finder.has(text + secret + text)).toBe(true)
        },
      ),
    )
  })
})

describe('paths', () => {
  const base = 'https://api.vzaps.com/v1'

  test('with an id that is taken stay where they were', () => {
    check(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        if (checkId(id)) return
        const { origin, pathname, search, hash } = new URL(
          base + fillRoute('/instances/{id}/webhook', { id }),
        )
        expect([origin, search, hash]).toEqual(['https://api.vzaps.com', '', ''])
        const segments = pathname.split('/')
        expect(segments).toHaveLength(5)
        expect(decodeURIComponent(segments[3] ?? '')).toBe(id)
      }),
      500,
    )
  })

  test('of a free call never leave the origin or the prefix', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2E',
      '%2f',
      '//',
      '@',
      ':',
      '?',
      '#',
      '\t',
      '\n',
      'a',
      'evil.test',
      'https:',
    )
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
    )
    check(
      fc.property(path, (given) => {
        if (checkPath(given)) return
        const url = new URL(base + withQuery(given, {}))
        expect(url.origin).toBe('https://api.vzaps.com')
        expect(url.pathname.startsWith('/v1/')).toBe(true)
        expect(url.username).toBe('')
      }),
      1_000,
    )
  })

  test('carry every query value once, as text', () => {
    const values = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined)),
    )
    check(
      fc.property(values, (query) => {
        const { searchParams } = new URL(base + withQuery('/a', query))
        const kept = Object.entries(query).filter(
          ([, value]) => value !== null && value !== undefined,
        )
        expect([...searchParams]).toEqual(kept.map(([key, value]) => [key, String(value)]))
      }),
    )
  })
})

describe('the delay before a retry', () => {
  const options = fc.record({
    maxTries: fc.integer({ min: 1, max: 10 }),
    baseMs: fc.nat(20_000),
    capMs: fc.nat(20_000),
    maxRetryAfterMs: fc.nat(60_000),
  })
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const limited = (retryAfterMs: number): VZapsError => ({
    kind: 'rate-limit',
    outcome: 'rejected',
    message: 'Slow down',
    retryAfterMs,
  })
  const broken: VZapsError = { kind: 'network', outcome: 'unknown', message: 'No connection' }

  test('is from 0 to the bound, which doubles with each try up to the cap', () => {
    check(
      fc.property(options, fc.integer({ min: 1, max: 12 }), random, (given, tries, drawn) => {
        const delay = retryDelay(broken, tries, given, () => drawn)
        const bound = Math.min(given.capMs, given.baseMs * 2 ** (tries - 1))
        const isIn = delay !== undefined && delay >= 0 && delay <= bound
        expect(isIn || delay).toBe(tries >= given.maxTries ? undefined : true)
      }),
      1_000,
    )
  })

  test('is never shorter than the server asks, and none when it asks for too long', () => {
    check(
      fc.property(options, random, fc.nat(90_000), (given, drawn, asked) => {
        const delay = retryDelay(limited(asked), 1, { ...given, maxTries: 2 }, () => drawn)
        const isIn = delay !== undefined && delay >= asked && delay <= asked + given.capMs
        expect(isIn || delay).toBe(asked > given.maxRetryAfterMs ? undefined : true)
      }),
      1_000,
    )
  })
})

describe('reading an error', () => {
  const anHour = 3_600_000
  const now = Date.UTC(2026, 0, 2, 3, 4, 5)
  const errorOf = (status: number, text: string, headers: Record<string, string> = {}) =>
    toHttpError(
      { status, statusText: '', headers: new Headers(headers), body: text },
      createSecretFinder(),
      now,
    )

  test('gives one sentence, whatever the body is', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6_000 }),
      fc.json(),
      fc
        .dictionary(
          fc.constantFrom('message', 'error', 'detail', 'errors', 'code', 'error_code'),
          fc.oneof(fc.string({ maxLength: 6_000 }), fc.jsonValue()),
        )
        .map((value) => JSON.stringify(value)),
    )
    check(
      fc.property(body, fc.integer({ min: 400, max: 599 }), (text, status) => {
        const error = errorOf(status, text)
        expect(isVZapsError(error)).toBe(true)
        expect(error.message.trim()).not.toBe('')
        expect(error.message.length).toBeLessThanOrEqual(500)
        expect(error.code ?? '').toHaveProperty(
          'length',
          expect.toSatisfy((n) => n <= 100),
        )
        expect(error.details?.length ?? 0).toBeLessThanOrEqual(4_096)
        expect(structuredClone(error)).toEqual(error)
      }),
      1_000,
    )
  })

  test('takes Retry-After as seconds or as a date, and nonsense for nothing', () => {
    const waits = (value: string) => {
      const error = errorOf(429, '', { 'Retry-After': value })
      return error.kind === 'rate-limit' ? error.retryAfterMs : 'no rate limit'
    }
    check(
      fc.property(fc.nat(anHour / 1_000), fc.stringMatching(/^[ -~]{0,20}$/), (seconds, text) => {
        expect(waits(String(seconds))).toBe(seconds * 1_000)
        expect(waits(new Date(now + seconds * 1_000).toUTCString())).toBe(seconds * 1_000)
        expect(waits(new Date(now - seconds * 1_000).toUTCString())).toBe(0)
        expect(waits(text) ?? 0).toBeGreaterThanOrEqual(0)
        expect(waits(`x${text}`.replace(/^(...)/, '_$1'))).toBeUndefined()
      }),
      1_000,
    )
  })
})

describe('any answer', () => {
  const calls = Object.entries(byId).filter(([name]) => name !== 'deleteInstance, deferred') as [
    string,
    ById,
  ][]
  const known = fc.constantFrom(
    'id',
    'content',
    'data',
    'page',
    'size',
    'total',
    'labels',
    'url',
    'qr_code',
    'linking_code',
    'events',
    'token',
    'message',
    'code',
    'error',
    '__proto__',
  )
  const { json: tree } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.dictionary(known, tie('json')),
      fc.array(tie('json'), { maxLength: 3 }),
    ),
  }))
  const body = fc.oneof(
    tree.map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
    fc.constant(''),
  )
  const status = fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 }))
  const headers = fc.record({
    'X-Request-Id': fc.stringMatching(/^[ -~]{0,12}$/),
    'Retry-After': fc.oneof(fc.stringMatching(/^[ -~]{0,12}$/), fc.nat().map(String)),
    'Content-Type': fc.constantFrom('application/json', 'text/html', 'nonsense'),
  })

  test.each(calls)(
    'to %s is data or a VZapsError, plain and without a throw',
    async (_name, call) => {
      await checkAsync(
        fc.asyncProperty(
          body,
          status,
          headers,
          fc.boolean(),
          async (text, code, sent, strictAnswers) => {
            const getToken = () => ({ accessToken: 'a-jwt-of-the-app', expiresIn: 600 })
            const at = setup({ auth: { getToken }, strictAnswers })
            const bodyless = [204, 205, 304].includes(code)
            at.wire.answer(
              /./,
              () => new Response(bodyless ? null : text, { status: code, headers: sent }),
              3,
            )
            const result = (await call(at, one)) as unknown as { data?: unknown; error?: unknown }
            if (result.error === undefined) {
              expect(code).toBeLessThan(300)
              expect(result.data).not.toBeUndefined()
            } else {
              expect(isVZapsError(result.error)).toBe(true)
            }
            expect(structuredClone(result.error ?? result.data)).toEqual(
              result.error ?? result.data,
            )
          },
        ),
        25,
      )
    },
  )
})
