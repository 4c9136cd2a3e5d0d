import { crc32 } from 'node:zlib'

/** A picture of an animation, and how long it is shown. */
export interface Frame {
  readonly png: Buffer
  readonly ms: number
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const chunksOf = (png: Buffer): readonly Chunk[] => {
  const chunks: Chunk[] = []
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

const write = ({ type, data }: Chunk): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body) >>> 0, 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const numbers = (...values: readonly number[]): Buffer => {
  const data = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) data.writeUInt32BE(value, index * 4)
  return data
}

/**
 * One animated PNG of many, which runs over and over. Their pixels go over as they are packed, so nothing has to be
 * decoded: the format is a PNG's own chunks with numbers before them.
 *
 * @throws an Error for pictures of different sizes or kinds.
 */
export const toApng = (frames: readonly Frame[]): Buffer => {
  const [first] = frames
  const head = first && chunksOf(first.png).find(({ type }) => type === 'IHDR')
  if (!head) throw new Error('An animation takes at least one picture')
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)]
  let number = 0
  const body = frames.flatMap(({ png, ms }, index): Chunk[] => {
    const chunks = chunksOf(png)
    if (!chunks.some(({ type, data }) => type === 'IHDR' && data.equals(head.data))) {
      throw new Error('All pictures of an animation are of one size and kind')
    }
    const delay = Buffer.alloc(6)
    delay.writeUInt16BE(ms, 0)
    delay.writeUInt16BE(1_000, 2)
    const control = Buffer.concat([numbers(number++, width, height, 0, 0), delay])
    const pixels = chunks.filter(({ type }) => type === 'IDAT')
    return [
      { type: 'fcTL', data: control },
      ...pixels.map(({ data }) =>
        index === 0
          ? { type: 'IDAT', data }
          : { type: 'fdAT', data: Buffer.concat([numbers(number++), data]) },
      ),
    ]
  })
  const animation = { type: 'acTL', data: numbers(frames.length, 0) }
  const end = { type: 'IEND', data: Buffer.alloc(0) }
  return Buffer.concat([signature, ...[head, animation, ...body, end].map(write)])
}
