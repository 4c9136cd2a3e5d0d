import { toBase64 } from '../base64.ts'

/**
 * A black-and-white PNG of a square of modules, dark on white: 1 bit a pixel and stored
 * (uncompressed) deflate blocks, so that it needs no library and stays a few kilobytes.
 */
export const encodePng = (dark: readonly (readonly boolean[])[], scale: number): Uint8Array => {
  const side = dark.length * scale
  const header = [...uint32(side), ...uint32(side), 1, 0, 0, 0, 0]
  const pixels = dark.flatMap((row) => {
    const line = packRow(row, scale)
    return Array.from({ length: scale }, () => [0, ...line]).flat()
  })
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', header),
    ...chunk('IDAT', zlibStored(pixels)),
    ...chunk('IEND', []),
  ])
}

/** A PNG as a data URL, the shape of `qr_code`. */
export const toDataUrl = (png: Uint8Array): string => `data:image/png;base64,${toBase64(png)}`

/** A set bit is white in a 1-bit greyscale PNG. */
const packRow = (row: readonly boolean[], scale: number): number[] => {
  const bytes = Array.from({ length: Math.ceil((row.length * scale) / 8) }, () => 0)
  for (let x = 0; x < row.length * scale; x += 1) {
    if (!row[Math.floor(x / scale)]) bytes[x >> 3] = (bytes[x >> 3] ?? 0) | (0x80 >> (x & 7))
  }
  return bytes
}

const chunk = (type: string, data: readonly number[]): number[] => {
  const body = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...data]
  return [...uint32(data.length), ...body, ...uint32(crc32(body))]
}

/** A stored block holds at most 65 535 bytes. */
const zlibStored = (data: readonly number[]): number[] => {
  const out = [0x78, 0x01]
  for (let start = 0; start < data.length; start += 0xffff) {
    const block = data.slice(start, start + 0xffff)
    const last = start + 0xffff >= data.length ? 1 : 0
    const [low, high] = [block.length & 0xff, block.length >> 8]
    out.push(last, low, high, low ^ 0xff, high ^ 0xff, ...block)
  }
  return [...out, ...uint32(adler32(data))]
}

const uint32 = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
]

const crc32 = (bytes: readonly number[]): number => {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

const adler32 = (bytes: readonly number[]): number => {
  let [low, high] = [1, 0]
  for (const byte of bytes) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return ((high << 16) | low) >>> 0
}
