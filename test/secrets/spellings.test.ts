import { describe, expect, test } from 'vitest'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { spellings } from '../support/spellings.ts'
import { json } from '../support/wire.ts'

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

  test.each([
    ['base64', Buffer.from(secret).toString('base64')],
    [
      'base64 in the midst of others',
      Buffer.from(`user:${secret}:x`).toString('base64').slice(7, -4),
    ],
    ['hex', Buffer.from(secret).toString('hex')],
    ['hex in upper case', Buffer.from(secret).toString('hex').toUpperCase()],
  ])('keeps no part of its %s either', (_how, written) => {
    for (let length = 16; length <= written.length; length++) {
      for (const cut of [written.slice(0, length), written.slice(-length)]) {
        const clean = finder.redactCut(`no: ${cut}… (cut)`)
        expect(clean).toMatch(/^no: [\w=]{0,2}\[REDACTED\][\w=]{0,4}… \(cut\)$/)
      }
    }
  })

  test('keeps none of it in the midst of another text either', () => {
    for (let from = 0; from <= secret.length - 8; from++) {
      const piece = secret.slice(from, from + 9)
      expectNoPiece(finder.redactCut(`{"key":"${piece}..."}`))
      expectNoPiece(finder.redactCut(JSON.stringify(JSON.stringify({ text: `…${piece}…` }))))
    }
  })

  test('keeps the words that tokens begin with', () => {
    const tokens = createSecretFinder()
    tokens.add('mock_client_token_k3y9vqx7lm2n')
    const text = 'client_token is required, the client token that is'
    expect(tokens.redactCut(text)).toBe(text)
    expect(tokens.redactCut('no: client_token_k3y9v…')).toBe('no: [REDACTED]…')
    expect(tokens.redactCut('no: mock_client_t…')).toBe('no: [REDACTED]…')
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
    const started = process.cpuUsage()
    for (const text of ['%25', '\\\\', '&amp;', 'inst_all', 'inst_all_alike_']) {
      finder.redact(text.repeat(50_000))
    }
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000)
  }, 60_000)

  test('is done with names that repeat what thousands of secrets of many lengths begin with', () => {
    const finder = createSecretFinder()
    const started = process.cpuUsage()
    let found = 0
    for (let at = 0; at < 10_000; at++) {
      finder.add(`${'abcdefgh'.repeat(1 + (at % 60))}-${at}`)
      if (finder.has(`${'abcdefgh'.repeat(7)}${at} ${'abcdefgh'.repeat(7)}`)) found++
    }
    expect(found).toBe(0)
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(15_000)
  }, 60_000)

  test('is done with secrets in escapes in escapes, of which it keeps none', () => {
    const finder = createSecretFinder()
    finder.add('mysecret1234')
    let text = ''
    for (let depth = 1; text.length < 500_000; depth += 3) {
      text += `%${'25'.repeat(depth)}6dysecret1234 `
    }
    expect(finder.redact(text)).toBe('[REDACTED]')
  })
})

describe('of secrets that begin alike', () => {
  const finder = createSecretFinder()
  const begun = 'inst_1234'
  for (const secret of [`${begun}_abc`, begun, `${begun}_abd`, `${begun}_abcdef`])
    finder.add(secret)

  test.each([
    [begun, '[REDACTED]'],
    [`${begun}_ab`, '[REDACTED]_ab'],
    [`${begun}_abc`, '[REDACTED]'],
    [`${begun}_abd`, '[REDACTED]'],
    [`${begun}_abcde`, '[REDACTED]de'],
    [`${begun}_abcdef`, '[REDACTED]'],
    [`${begun}_abcdef${begun}`, '[REDACTED][REDACTED]'],
    [begun.slice(0, -1), begun.slice(0, -1)],
  ])('the longest one is blacked out: %s', (text, clean) => {
    expect(finder.redact(`of ${text}.`)).toBe(`of ${clean}.`)
    expect(finder.has(text)).toBe(text !== clean)
  })

  test('whatever their lengths, each is found', () => {
    const known = createSecretFinder()
    const secrets = Array.from({ length: 400 }, (_, at) =>
      `${'ab'.repeat(4 + ((at * 37) % 29))}${at.toString(3)}`.slice(0, 8 + ((at * 53) % 61)),
    )
    for (const secret of secrets) {
      known.add(secret)
      expect(known.redact(`x ${secret} x`)).not.toContain(secret)
    }
    for (const secret of secrets) expect(known.redact(secret)).toBe('[REDACTED]')
  })

  test('a text that holds 64 characters of a longer one holds it, as far as they agree', () => {
    const known = createSecretFinder()
    const secret = Array.from({ length: 40 }, (_, at) => `${at}x${at * at}`).join('')
    known.add(secret)
    expect(known.has(secret.slice(0, 63))).toBe(false)
    expect(known.redact(`${secret.slice(0, 100)}-and-more`)).toBe('[REDACTED]-and-more')
  })
})

describe('of secrets that overlap in a text', () => {
  test('nothing is kept, neither of the first nor of the last', () => {
    const known = createSecretFinder()
    known.add('abcdefghij')
    known.add('ghijklmnopqrstuv')
    expect(known.redact('x abcdefghijklmnopqrstuv x')).toBe('x [REDACTED] x')
  })

  test('nothing is kept of one whose beginning it shares with a longer one before it', () => {
    const known = createSecretFinder()
    const head = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiIxMjM0NTY3ODkwIi'.repeat(2)}`
    known.add(`Bearer ${head}AAAAAAAAAAAAAAAAAAAA`, 'passing')
    known.add(`${head}BBBBBBBBsecrettail99`)
    expect(known.redact(`x Bearer ${head}BBBBBBBBsecrettail99 x`)).toBe('x [REDACTED] x')
  })

  test('each character of each is blacked out, and nothing else', () => {
    let seed = 7
    const below = (bound: number) => {
      seed = (seed * 1_664_525 + 1_013_904_223) >>> 0
      return Math.floor((seed / 2 ** 32) * bound)
    }
    const letters = (length: number) => Array.from({ length }, () => 'abc'[below(3)]).join('')
    for (let round = 0; round < 60; round++) {
      const known = createSecretFinder()
      const secrets = Array.from({ length: 3 + below(40) }, () => letters(8 + below(6)))
      for (const secret of secrets) known.add(secret)
      const text = letters(300)
      const isSecret = new Uint8Array(text.length)
      for (const secret of secrets) {
        for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
          isSecret.fill(1, at, at + secret.length)
        }
      }
      const kept = [...text].map((char, at) => (isSecret[at] ? ' ' : char)).join('')
      expect(known.redact(text).replaceAll('[REDACTED]', ' ')).toBe(kept.replaceAll(/ +/g, ' '))
    }
  })

  test('a text that repeats itself takes no long time', () => {
    const known = createSecretFinder()
    for (let at = 0; at < 200; at++) known.add(`${'a'.repeat(8 + at * 70)}b${at}`)
    const started = process.cpuUsage()
    expect(known.has(known.redact('a'.repeat(300_000)))).toBe(false)
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000)
  })
})

test('with thousands of tokens known, the request id of each answer costs next to nothing', () => {
  const known = createSecretFinder()
  const token = (at: number) =>
    `inst_${(at * 7_919 + 1e9).toString(36)}${(at * 104_729).toString(36)}x`
  for (let at = 0; at < 5_000; at++) known.add(token(at).repeat(3))
  const started = process.cpuUsage()
  for (let at = 0; at < 100; at++) {
    const id = `f47ac10b-58cc-4372-a567-${String(at).padStart(12, '0')}`
    expect(known.redactCut(id)).toBe(id)
  }
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_500)
}, 60_000)
