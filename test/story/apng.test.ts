import { expect, test } from 'vitest'
import { encodePng } from '../../src/mock/picture/png.ts'
import { toApng } from '../e2e/support/apng.ts'

const png = (isDark: boolean, scale = 1) => Buffer.from(encodePng([[isDark]], scale))

/** The chunks of a picture, by their types and first numbers. */
const chunksIn = (file: Buffer) => {
  const chunks: { type: string; number: number }[] = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const isEmpty = file.readUInt32BE(at) === 0
    const type = file.toString('latin1', at + 4, at + 8)
    chunks.push({ type, number: isEmpty ? 0 : file.readUInt32BE(at + 8) })
  }
  return chunks
}

test('an animation is its pictures, one after the other, numbered', () => {
  const file = toApng([
    { png: png(true), ms: 500 },
    { png: png(false), ms: 1_000 },
    { png: png(true), ms: 500 },
  ])
  const chunks = chunksIn(file)
  expect(chunks.map(({ type }) => type)).toEqual([
    'IHDR',
    'acTL',
    'fcTL',
    'IDAT',
    'fcTL',
    'fdAT',
    'fcTL',
    'fdAT',
    'IEND',
  ])
  expect(chunks.find(({ type }) => type === 'acTL')?.number).toBe(3)
  const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT')
  expect(numbered.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4])
})

test('pictures of different sizes make none', () => {
  expect(() =>
    toApng([
      { png: png(true), ms: 1 },
      { png: png(true, 2), ms: 1 },
    ]),
  ).toThrow('of one size')
  expect(() => toApng([])).toThrow('at least one')
})
