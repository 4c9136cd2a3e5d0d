import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { vetJson } from '../../src/core/secrets/redaction.ts'
import type { SecretFinder } from '../../src/core/secrets/secret-finder.ts'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'
import { createByteSearch } from '../../src/server/byte-search.ts'
import { createWriteJson } from '../../src/server/write-json.ts'
import { spellings } from '../support/spellings.ts'

const setup = (secrets: readonly string[]) => {
  const search = createByteSearch()
  const finder = createSecretFinder(search)
  for (const secret of secrets) finder.add(secret)
  const write = createWriteJson(finder, search)
  return { finder, search, write: (json: unknown) => write(json).text }
}

/** What is left when each text is searched for itself. */
const partByPart = (json: unknown, { redact }: SecretFinder) =>
  JSON.stringify(vetJson(redact).value(json)) ?? 'null'

const known = [
  'inst_w9lkeohtynuhkt25d0lacu9pfokr63p1',
  'client/token+with=signs',
  'a "secret" & <more>',
  'back\\slash\\ed',
  '12345678',
  'blank - and_under/score+',
  'ends_with - of-the-kind_',
  'signed+with+plus',
  'ação-çedilha-😀-é',
  `${'abcdefghij'.repeat(6)}abc😀 and more`,
  'quoted: "a"+"b"',
  `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJtb2NrLW93bmVyIn0'.repeat(4)}.gsvniohw1lxgw22zjte11gdu`,
]

const ways: typeof spellings = {
  ...spellings,
  'in the other alphabet': (text) =>
    text.replace(/[-+/_ ]/g, (char) => ({ '-': '+', '+': ' ', '/': '_', _: '/' })[char] ?? '-'),
}

/** How it may stand in an answer: whole, or as much of it as the finder takes for it. */
const planted = fc
  .record({
    secret: fc.constantFrom(...known),
    write: fc.constantFrom(...Object.values(ways)),
    before: fc.oneof(fc.string({ maxLength: 9 }), fc.constantFrom('"', '\\', '', '%', 'ç', '😀')),
    after: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('"', '\\', '')),
    length: fc.constantFrom(1e9, 1e9, 1e9, 64, 70, 63, 20),
  })
  .map(({ secret, write, before, after, length }) => {
    const written = write(secret)
    return before + written.slice(0, length) + after
  })

const words = fc.constantFrom(
  ...['connected', 'a & b', '100 %', 'C:\\x', 'say "hi"', 'inst_w9lkeoht', '', 'data:text/html,x'],
  ...[
    'javascript:alert(1)',
    ' JavaScript:x',
    'https://a.test/?a=1&b=%20',
    'blob:x',
    'x\ny',
    '\ud800',
  ],
)

const names = fc.constantFrom(
  ...['id', 'name', 'token', 'Client-Token', 'client_secret', 'webhook', 'url', 'labels'],
  ...['__proto__', 'constructor', 'a & b', 'toString'],
)

const numbers = fc.oneof(fc.constantFrom(12345678, 123456789, -0, 1e21, 0.5), fc.integer())

const trees = (texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    leaf: fc.oneof(texts, fc.string(), words, numbers, fc.constantFrom(true, null)),
    list: fc.array(tie('tree'), { maxLength: 4 }),
    fields: fc
      .array(fc.tuple(fc.oneof(names, names, texts, fc.string({ maxLength: 9 })), tie('tree')), {
        maxLength: 5,
      })
      // Parsed, because only so `__proto__` is a field.
      .map((fields) => {
        const parts = fields.map(
          ([name, part]) => `${JSON.stringify(name)}:${JSON.stringify(part)}`,
        )
        return JSON.parse(`{${parts.join(',')}}`) as unknown
      }),
    tree: fc.oneof({ depthSize: 'medium' }, tie('leaf'), tie('list'), tie('fields')),
  })).tree

const check = (texts: fc.Arbitrary<string>, numRuns: number, secrets = known) => {
  const { finder, write } = setup(secrets)
  let found = 0
  fc.assert(
    fc.property(trees(texts), (json) => {
      const before = JSON.stringify(json)
      const clean = partByPart(json, finder)
      if (clean.includes('REDACTED')) found++
      expect(write(json)).toBe(clean)
      expect(JSON.stringify(json)).toBe(before)
    }),
    { seed: 20260413, numRuns },
  )
  return found
}

describe('an answer that is written for the page', () => {
  test('says what is left when each of its texts is searched for itself, whatever is in it', () => {
    expect(check(planted, 3_000)).toBeGreaterThan(1_000)
  })

  test('says it too when nothing is known, and when there is nothing to find', () => {
    expect(check(planted, 300, [])).toBe(0)
    expect(check(words, 300)).toBeLessThan(300)
  })

  const places: Record<string, (text: string) => unknown> = {
    'a text': (text) => text,
    'the end of a text': (text) => ({ name: `it is ${text}` }),
    'the midst of a text': (text) => [{ note: `"${text}" is no token, ${text}, said he` }],
    'the name of a field': (text) => ({ labels: { [`x ${text}`]: 1 } }),
    'a list': (text) => ({ lines: ['first', text, 'last'] }),
    'a text behind escapes': (text) => ({ name: '\\" & %41 \\', note: `\\\\"${text}"\\` }),
    'a list of links': (text) => ({ url: ['javascript:x', `https://a.test/${text}`] }),
  }

  test.each(Object.entries(ways))('holds no secret, written as %s', (_how, spell) => {
    for (const secret of known.filter((one) => /^[\x20-\x7e]*$/.test(one))) {
      const { finder, write } = setup([secret, 'another one of them'])
      for (const place of Object.values(places)) {
        // Wherever it begins, it is found.
        for (const shift of ['', 'a', 'ab', 'abc', 'ç']) {
          const json = { shift, part: place(spell(secret)) }
          const written = write(json)
          expect(written).toContain('[REDACTED]')
          expect(written).toBe(partByPart(json, finder))
        }
      }
    }
  })

  test('holds no number that is one', () => {
    const { write } = setup(['12345678'])
    expect(write({ pin: 12345678, n: 1 })).toBe('{"pin":"[REDACTED]","n":1}')
  })

  test('holds nothing that nests too deep to be looked through', () => {
    const deep = (depth: number): unknown => (depth === 0 ? 'x' : [deep(depth - 1)])
    const { finder, write } = setup(known)
    for (const depth of [63, 64, 65, 66, 200]) {
      expect(write(deep(depth))).toBe(partByPart(deep(depth), finder))
      expect(write({ a: deep(depth) })).toBe(partByPart({ a: deep(depth) }, finder))
    }
  })

  test('is a whole one when it is longer than what is held ready for it', () => {
    const { write } = setup(known)
    const json = { a: 'ç'.repeat(300_000), b: ['x'.repeat(300_000)] }
    expect(write(json)).toBe(JSON.stringify(json))
    const late = { ...json, c: known[0] }
    expect(write(late)).toBe(JSON.stringify({ ...json, c: '[REDACTED]' }))
  })

  test.each(['"', '\\', '"\\', '&', '%', '\n', '\ud83d'])(
    'is looked at once, however often escapes stand in it: full of %j',
    (text) => {
      const { finder, write } = setup(known)
      const json = { a: text.repeat(200_000), b: Array.from({ length: 20_000 }, () => text) }
      const has = vi.spyOn(finder, 'has')
      const written = write(json)
      const looked = has.mock.calls.reduce((sum, [one]) => sum + one.length, 0)
      expect(looked).toBeLessThanOrEqual(220_000 * text.length)
      expect(written).toBe(partByPart(json, finder))
    },
  )

  test('is searched again for what was learned since', () => {
    const { finder, write } = setup([])
    const json = { note: 'learned-later-0123' }
    expect(write(json)).toBe(JSON.stringify(json))
    finder.add('learned-later-0123')
    expect(write(json)).toBe('{"note":"[REDACTED]"}')
    finder.clear()
    expect(write(json)).toBe(JSON.stringify(json))
  })
})

describe('the search of bytes', () => {
  test('finds a text wherever in a buffer its bytes begin', () => {
    const { search } = setup(['a-known-secret-0123'])
    const bytes = new TextEncoder().encode('      it is a-known-secret-0123')
    for (let from = 0; from < 6; from++) {
      expect(search.mayHold(bytes.subarray(from))).toBe(true)
      expect(search.mayHold(bytes.subarray(from, -1))).toBe(false)
    }
  })

  test('keeps two texts apart whose ends have one hash, also when it has made room for thousands', () => {
    // "bq" and "ca" at the end: the hash lets each character overlap the next by half.
    const alike = ['0123-secret-bq', '0123-secret-ca']
    const { search } = setup(alike)
    for (let at = 0; at < 20_000; at++) search.add(`another-${String(at * 7_919).padStart(9, '0')}`)
    for (const text of alike) {
      for (let from = 0; from < 4; from++) {
        const bytes = new TextEncoder().encode(`${' '.repeat(from)}${text}`)
        expect(search.mayHold(bytes)).toBe(true)
      }
    }
  })

  test('hardly ever takes other texts for one of thousands of secrets', () => {
    const token = (at: number) =>
      `inst_${(at * 7_919 + 1e9).toString(36)}${(at * 104_729).toString(36)}x`
    const { search } = setup(Array.from({ length: 5_000 }, (_, at) => token(at).repeat(3)))
    let wrong = 0
    for (let at = 0; at < 1_000; at++) {
      const text = `{"id":"f47ac10b-58cc-4372-a567-${at}","name":"inst_of no ${at} token_","n":${at * 7919}}`
      if (search.mayHold(new TextEncoder().encode(text))) wrong++
    }
    expect(wrong).toBeLessThan(5)
  })
})
