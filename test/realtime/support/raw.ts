import type { Socket } from 'node:net'
import { connect } from 'node:net'

/** A client that speaks WebSocket byte by byte, to do what libraries do not. */
export const openRaw = async (url: string, headers: Record<string, string> = {}) => {
  const { hostname, port, pathname, search, host } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  let bytes = Buffer.alloc(0)
  let isEnded = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of [...waiting]) look()
  }
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk])
    wake()
  })
  socket.on('end', () => {
    isEnded = true
    wake()
  })
  socket.on('error', () => {})
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const head = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
  // In pieces, as a slow network brings it.
  socket.write(head.slice(0, 7))
  await new Promise((resolve) => setImmediate(resolve))
  socket.write(head.slice(7))
  await until(() => bytes.includes('\r\n\r\n') || isEnded)
  const end = bytes.indexOf('\r\n\r\n')
  const status = Number(bytes.subarray(9, 12).toString())
  bytes = bytes.subarray(end + 4)

  const frame = (opcode: number, payload: Buffer, { isMasked = true, isFinal = true } = {}) => {
    const key = Buffer.from([1, 2, 3, 4])
    const body = isMasked ? payload.map((byte, i) => byte ^ (key[i % 4] ?? 0)) : payload
    return Buffer.concat([
      Buffer.from([(isFinal ? 0x80 : 0) | opcode, (isMasked ? 0x80 : 0) | payload.length]),
      ...(isMasked ? [key] : []),
      body,
    ])
  }
  /** The next frame of the server, which are short here. */
  const read = async (): Promise<{ opcode: number; isFinal: boolean; payload: Buffer }> => {
    /** Of a whole frame; more than there is while its header is not whole. */
    const sizeOf = () => {
      const short = bytes[1] ?? Number.POSITIVE_INFINITY
      if (short !== 126) return 2 + short
      return bytes.length < 4 ? Number.POSITIVE_INFINITY : 4 + bytes.readUInt16BE(2)
    }
    await until(() => bytes.length >= sizeOf() || isEnded)
    if (bytes.length < 2) throw new Error('The connection ended')
    const start = bytes[1] === 126 ? 4 : 2
    const payload = bytes.subarray(start, sizeOf())
    const first = bytes[0] ?? 0
    bytes = bytes.subarray(sizeOf())
    return { opcode: first & 0x0f, isFinal: first > 0x7f, payload }
  }
  return {
    status,
    socket,
    read,
    write: (...given: Parameters<typeof frame>) => socket.write(frame(...given)),
    text: (text: string) => socket.write(frame(1, Buffer.from(text))),
    ended: () => until(() => isEnded),
    isEnded: () => isEnded,
  }
}
