import type { TransformCallback } from 'node:stream'
import { Transform } from 'node:stream'

/** The header of a frame, as far as it is needed to find its end. */
interface Head {
  /** Bytes of the header, without the key. */
  readonly size: number
  readonly payload: number
  readonly isMasked: boolean
  readonly isControl: boolean
}

/** Reads a frame's header; `undefined` while there is not enough of it. */
const readHead = (bytes: Buffer): Head | undefined => {
  if (bytes.length < 2) return undefined
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)]
  const short = second & 0x7f
  const size = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < size) return undefined
  const long = size === 4 ? bytes.readUInt16BE(2) : Number(size === 10 && bytes.readBigUInt64BE(2))
  return {
    size,
    payload: size === 2 ? short : long,
    isMasked: second > 0x7f,
    isControl: (first & 0x0f) >= 8,
  }
}

/**
 * Masks the control frames that a client sends without a mask, as one of the official clients does: `ws` would break the
 * connection. The key is zero, so that the payload stays as it is. All other frames pass as they came.
 */
export const createMask = (): Transform => {
  let waiting = Buffer.alloc(0)
  /** Bytes of the frame that passes now. */
  let left = 0
  const transform = (chunk: Buffer, _encoding: string, done: TransformCallback) => {
    waiting = Buffer.concat([waiting, chunk])
    const out: Buffer[] = []
    const pass = (bytes: number) => {
      out.push(waiting.subarray(0, bytes))
      waiting = waiting.subarray(bytes)
    }
    for (;;) {
      if (left > 0) {
        const bytes = Math.min(left, waiting.length)
        pass(bytes)
        left -= bytes
      }
      const head = left === 0 ? readHead(waiting) : undefined
      if (!head) break
      const { size, payload, isMasked, isControl } = head
      left = payload + (isMasked ? 4 : 0)
      if (isControl && !isMasked) {
        out.push(Buffer.from([waiting.readUInt8(0), 0x80 | payload, 0, 0, 0, 0]))
        waiting = waiting.subarray(size)
      } else pass(size)
    }
    done(null, Buffer.concat(out))
  }
  return new Transform({ transform })
}
