import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StreamEvent } from '../../src/realtime/event-stream.ts'
import { createEventParser } from '../../src/realtime/event-stream.ts'

const parse = (pieces: readonly string[], maxLength = 1_000) => {
  const events: StreamEvent[] = []
  const feed = createEventParser(maxLength, (event) => events.push(event))
  return { events, isWhole: pieces.every(feed) }
}

const one = { type: 'message', data: 'x', id: undefined }

describe('a text/event-stream is read', () => {
  test.each([
    ['an event', 'data: x\n\n', [one]],
    ['lines that end with CR', 'data: x\r\r', [one]],
    ['lines that end with CRLF', 'data: x\r\n\r\n', [one]],
    ['all kinds of ends', 'data: x\rdata: y\ndata: z\r\n\n', [{ ...one, data: 'x\ny\nz' }]],
    ['a type and an id', 'event: a\nid: 7\ndata: x\n\n', [{ type: 'a', data: 'x', id: '7' }]],
    ['an id of one event only', 'id: 7\ndata: x\n\ndata: x\n\n', [{ ...one, id: '7' }, one]],
    ['a field without a colon', 'data\n\n', [{ ...one, data: '' }]],
    ['a field without a blank', 'data:x\n\n', [one]],
    ['one blank taken off, not two', 'data:  x\n\n', [{ ...one, data: ' x' }]],
    ['a colon in the data', 'data: {"a":1}\n\n', [{ ...one, data: '{"a":1}' }]],
    ['comments and unknown fields', ': hi\nretry: 1\nfoo: bar\ndata: x\n\n', [one]],
    ['an id with a NUL as none', 'id: a\0b\ndata: x\n\n', [one]],
    ['blank lines as nothing', '\n\n\r\n\r\r', []],
    ['a type without data as nothing', 'event: a\n\ndata: x\n\n', [one]],
    ['what is not ended as nothing', 'data: x\n', []],
  ])('%s', (_what, text, events) => {
    expect(parse([text]).events).toEqual(events)
  })

  test('wherever the pieces are cut', () => {
    const line = fc.constantFrom(
      'data: x',
      'data:',
      'id: 1',
      'event: e',
      ': c',
      '',
      '',
      'data: é😀',
    )
    const end = fc.constantFrom('\n', '\r', '\r\n')
    const text = fc
      .array(fc.tuple(line, end), { maxLength: 20 })
      .map((lines) => lines.map((pair) => pair.join('')).join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(12)), (whole, cuts) => {
        const pieces: string[] = []
        let at = 0
        for (const cut of cuts) {
          pieces.push(whole.slice(at, at + cut))
          at += cut
        }
        pieces.push(whole.slice(at))
        // One line end means the same as another.
        const plain = whole.replace(/\r\n?/g, '\n')
        expect(parse(pieces).events).toEqual(parse([plain]).events)
      }),
      { numRuns: 500, seed: 11 },
    )
  })

  test('no further than an event may be long', () => {
    expect(parse(['data: ', 'x'.repeat(600), 'y'.repeat(600)]).isWhole).toBe(false)
    expect(parse(Array(200).fill('data: xxxxxxxxxx\n')).isWhole).toBe(false)
    expect(parse(Array(200).fill('data: xxxxxxxxxx\n\n')).isWhole).toBe(true)
  })
})
