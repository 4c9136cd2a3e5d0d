import { createRandom } from '../random.ts'
import { encodePng, toDataUrl } from './png.ts'

/** How long one QR code is shown before the next replaces it, in milliseconds. */
export const qrRotationMs = 20_000

/** The modules of a version 4 code, the white border the standard asks for, and pixels a module. */
const modules = 33
const quiet = 4
const scale = 5

/**
 * A picture of a QR code as a PNG data URL: it looks like one, `content` decides it, and it says
 * nothing.
 */
export const drawQr = (content: string): string => {
  const random = createRandom(`qr/${content}`)
  const noise = Array.from({ length: modules }, () =>
    Array.from({ length: modules }, () => random.next() < 0.5),
  )
  const side = modules + 2 * quiet
  const square = Array.from({ length: side }, (_, top) =>
    Array.from({ length: side }, (_, left) => {
      const [x, y] = [left - quiet, top - quiet]
      if (x < 0 || y < 0 || x >= modules || y >= modules) return false
      return drawFixed(x, y) ?? noise[y]?.[x] ?? false
    }),
  )
  return toDataUrl(encodePng(square, scale))
}

/**
 * The parts that every code of this size shares: three finders, an alignment mark, the timing
 * lines.
 */
const drawFixed = (x: number, y: number): boolean | undefined => {
  const far = modules - 4
  for (const [centreX, centreY] of [
    [3, 3],
    [far, 3],
    [3, far],
  ] as const) {
    const ring = Math.max(Math.abs(x - centreX), Math.abs(y - centreY))
    if (ring <= 4) return ring !== 2 && ring !== 4
  }
  const mark = Math.max(Math.abs(x - (modules - 7)), Math.abs(y - (modules - 7)))
  if (mark <= 2) return mark !== 1
  if (x === 6 || y === 6) return (x + y) % 2 === 0
  return undefined
}
