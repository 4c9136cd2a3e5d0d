import { describe, expect, test } from 'vitest'
import { createSecretFinder } from '../../src/core/secret-finder.ts'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const form = (text: string) => new URLSearchParams({ a: text }).toString().slice(2)
const html = (text: string) =>
  text.replace(/[&<>"'/=+]/g, (char) => {
    const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
    return named[char] ?? `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`
  })
const lowerHex = (text: string) => text.replace(/%../g, (code) => code.toLowerCase())

/** How servers, proxies and logs write a text that they were given. */
const spellings: Record<string, (text: string) => string> = {
  raw: (text) => text,
  'URL-encoded': encodeURIComponent,
  'URL-encoded in lower-case hex': (text) => lowerHex(encodeURIComponent(text)),
  'URL-encoded as little as a URL needs': encodeURI,
  'URL-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'form-encoded': form,
  'form-encoded in lower-case hex': (text) => lowerHex(form(text)),
  'JSON, as PHP writes it': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON in JSON': (text) =>
    JSON.stringify(JSON.stringify({ text }).replaceAll('/', '\\/')).slice(1, -1),
  'JSON in \\u': (text) =>
    text.replace(/\W/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  HTML: html,
  'HTML in decimals': (text) => text.replace(/\W/g, (char) => `&#${char.charCodeAt(0)};`),
  base64,
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'base64 behind one character': (text) => base64(`:${text}`),
  'base64 behind two characters': (text) => base64(`a:${text}`),
  'base64 in the midst of others': (text) => base64(`{"clientToken":"${text}","next":1}`),
  'base64, URL-encoded': (text) => encodeURIComponent(base64(`user:${text}`)),
}

const secrets = ['client/token+with=signs', 'a "secret" & <more>', 'inst_0123456789abcdef']

describe.each(Object.entries(spellings))('a secret written as %s', (_how, write) => {
  test.each(secrets)('is found and blacked out: %s', (secret) => {
    const finder = createSecretFinder()
    finder.add(secret)
    const written = write(secret)
    for (const text of [written, `it is ${written}`, `"${written}" is no token`]) {
      expect(finder.has(text)).toBe(true)
      const clean = finder.redact(text)
      expect(clean).toContain('[REDACTED]')
      expect(finder.has(clean)).toBe(false)
      expect(clean).not.toContain(written)
    }
  })

  test('is refused in an argument, and in no error that echoes it', async () => {
    const [secret = ''] = secrets
    const at = setup({ auth: { clientToken: secret, clientSecret: 'not asked for' } })
    await at.vzaps.auth.getAccessToken().catch(() => {})
    const search = `x ${write(secret)} x`
    expect(await errorOf(at.store.dispatch(at.e.listInstances.initiate({ search })))).toMatchObject(
      { code: 'secret-in-argument' },
    )
    at.wire.answer('POST /token', json({ access_token: 'a-jwt-of-the-test', expires_in: 60 }))
    at.wire.answer(/get$/, new Response(`no: ${write(secret)}`, { status: 500 }))
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error.details).toContain('[REDACTED]')
    expect(JSON.stringify([error, at.actions, at.states])).not.toContain(write(secret))
  })
})

describe('a text that was cut inside a secret', () => {
  const secret = 'k3Y9vQx7Lm2Np4Rs8Tz1'
  const pieces = Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8))
  const finder = createSecretFinder()
  finder.add(secret)

  const expectNoPiece = (text: string) =>
    expect(pieces.filter((piece) => text.includes(piece))).toEqual([])

  test('keeps no part of it of 8 characters or more, wherever it was cut', () => {
    const text = `the key ${secret} is no good`
    for (let from = 0; from < text.length; from++) {
      for (let to = from; to <= text.length; to++) {
        expectNoPiece(finder.redactCut(text.slice(from, to)))
        expectNoPiece(finder.redactCut(`${text.slice(0, to)}... and more`))
      }
    }
  })

  test('keeps the rest', () => {
    expect(finder.redactCut(`the key ${secret.slice(0, 12)}… is no good`)).toBe(
      'the key [REDACTED]… is no good',
    )
    expect(finder.redactCut(`${secret.slice(5)} is no good`)).toBe('[REDACTED] is no good')
    expect(finder.redactCut('nothing in here')).toBe('nothing in here')
  })

  test('is so in every error: in its message, code, details, request id and reason phrase', async () => {
    const at = setup({ auth: { getToken: () => ({ accessToken: secret, expiresIn: 600 }) } })
    for (const length of [8, 12, 19]) {
      const head = secret.slice(0, length)
      const tail = secret.slice(-length)
      for (const answer of [
        json({ message: `no: ${head}`, code: tail, list: [tail, { deep: `${head}...` }] }, 400, {
          'X-Request-Id': tail,
        }),
        new Response(`<html>${head}`, { status: 502, statusText: `Bad ${head}` }),
        json({ message: 'x'.repeat(490) + secret }, 400),
        json({ message: 'm', text: 'x'.repeat(4_065) + secret }, 400),
        json({ message: 'm', text: `${'x'.repeat(8_180)} ${secret}` }, 400),
        json({ message: 'm', code: `${'c'.repeat(90)}${secret}` }, 400),
      ]) {
        at.wire.answer(/get$/, answer)
        const get = at.e.getInstance.initiate(one, { forceRefetch: true })
        expectNoPiece(JSON.stringify(await errorOf(at.store.dispatch(get))))
      }
    }
  })

  test('is so in what getToken throws', async () => {
    for (let length = 150; length < 230; length++) {
      const known = 'known to the vault, blanks and all'
      const at = setup({
        auth: {
          clientToken: known,
          getToken: () =>
            Promise.reject(new Error(`${'so it is '.repeat(30).slice(0, length)}${known}`)),
        },
      })
      const error = await errorOf(at.vzaps.auth.getAccessToken())
      expect(error.message).not.toContain(known.slice(0, 8))
    }
  })
})

describe('the finder', () => {
  test('knows no secret that its own mark would be', () => {
    const finder = createSecretFinder()
    for (const secret of ['[REDACTED]', 'REDACTED', 'x[REDACTED]y and more']) finder.add(secret)
    finder.add('another secret')
    expect(finder.redactCut('another secret and [REDACTED]')).toBe('[REDACTED] and [REDACTED]')
  })

  test('is done with a long text full of escapes, and with thousands of secrets alike, in no time', () => {
    const finder = createSecretFinder()
    for (let at = 0; at < 20_000; at++) finder.add(`inst_all_alike_${at}`)
    const startedAt = performance.now()
    for (const text of ['%25', '\\\\', '&amp;', 'inst_all', 'inst_all_alike_']) {
      finder.redact(text.repeat(50_000))
    }
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
