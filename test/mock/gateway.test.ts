import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { drawQr } from '../../src/mock/picture/qr.ts'
import { build, createStill, only, send, signIn } from './client.ts'

describe('the seed', () => {
  test('decides credentials, rows and tokens', () => {
    const look = (seed: number) => {
      const gateway = createStill({ seed, instances: 8 })
      return [gateway.credentials, gateway.instances.list(), gateway.tokens.issue()]
    }
    expect(look(1)).toEqual(look(1))
    expect(look(2)).not.toEqual(look(1))
  })

  test('gives rows in different states, with names of their own', () => {
    const rows = createStill({ instances: 200 }).instances.list()
    expect(new Set(rows.map((row) => row.name)).size).toBe(200)
    expect(new Set(rows.map((row) => row.billing_status))).toEqual(
      new Set(['ACTIVE', 'TRIALING', 'EXPIRED']),
    )
    expect(rows.some((row) => row.cancel_at !== null)).toBe(true)
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['connected', 'disconnected']))
  })

  test('gives credentials that are clearly fake', () => {
    const { clientToken, clientSecret } = createStill().credentials
    expect(clientToken).toMatch(/^mock_client_token_[0-9a-z]{32}$/)
    expect(clientSecret).toMatch(/^mock_client_secret_[0-9a-z]{40}$/)
  })
})

describe('the direct handle', () => {
  test('changes rows as another client would, with what the change implies', async () => {
    const gateway = createStill({ instances: [] })
    const call = signIn(gateway)
    const { id } = gateway.instances.add({ name: 'Added' })
    gateway.advance(1_000)
    gateway.instances.patch(id, { connected: true, billing_status: 'ACTIVE' })
    const { body } = await call('POST', '/instances/get', { id })
    expect(body).toMatchObject({
      status: 'connected',
      connected_at: '2026-04-13T12:00:01.000Z',
      updated_at: '2026-04-13T12:00:01.000Z',
      billing_status: 'ACTIVE',
    })
    expect(body.whatsapp_jid).toMatch(/^55\d{11}@s\.whatsapp\.net$/)
    gateway.instances.remove(id)
    expect(gateway.instances.get(id)).toBeUndefined()
    expect(() => gateway.instances.patch(id, {})).toThrow(id)
  })

  test('keeps words it has never heard of', () => {
    const gateway = createStill({ instances: [{ status: 'FROZEN', billing_status: 'PAST_DUE' }] })
    gateway.advance(30 * 24 * 3_600_000)
    expect(only(gateway)).toMatchObject({ status: 'FROZEN', billing_status: 'PAST_DUE' })
  })

  test('gives snapshots: a row that was read does not change', () => {
    const gateway = createStill({ instances: [{ name: 'Before' }] })
    const row = only(gateway)
    gateway.instances.patch(row.id, { name: 'After' })
    expect(row.name).toBe('Before')
  })
})

describe('the record of requests', () => {
  test('holds what was sent and what was answered, in order', async () => {
    const gateway = createStill()
    await send(gateway, build('POST', '/token', { client_token: 'x' }, { Accept: 'text/x' }))
    await send(gateway, build('POST', '/instances/list?a=1', '{"broken'))
    expect(gateway.requests).toEqual([
      {
        at: gateway.now(),
        method: 'POST',
        url: 'https://api.vzaps.com/token',
        path: '/token',
        headers: { accept: 'text/x', 'content-type': 'application/json' },
        body: { client_token: 'x' },
        status: 401,
        fault: null,
      },
      expect.objectContaining({ path: '/instances/list', body: '{"broken', status: 401 }),
    ])
  })
})

test('a reset brings back the start, under the same handles', async () => {
  const gateway = createStill({ instances: 4 })
  const { instances, tokens } = gateway
  const [rows, jwt] = [instances.list(), tokens.issue()]
  const call = signIn(gateway)
  await call('PUT', '/instances/create', { name: 'Another' })
  gateway.advance(90_000)
  gateway.faults.set({ offline: true })
  gateway.reset()
  expect(instances.list()).toEqual(rows)
  expect(gateway.now()).toBe(createStill().now())
  expect(gateway.requests).toEqual([])
  expect((await call('GET', '/plans/list')).status).toBe(401)
  gateway.reset()
  expect(tokens.issue()).toBe(jwt)
})

test('the QR code is a real PNG with the marks of a QR code, small, dark on white', () => {
  const url = drawQr('anything')
  const png = Buffer.from(url.replace('data:image/png;base64,', ''), 'base64')
  expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]))
  expect(png.length).toBeLessThan(8_000)
  const chunks = readChunks(png)
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
  for (const { crc, expected } of chunks) expect(crc).toBe(expected)
  const [header, data] = chunks
  const side = header?.data.readUInt32BE(0) ?? 0
  expect(side).toBeGreaterThanOrEqual(200)
  const pixels = inflateSync(data?.data ?? Buffer.alloc(0))
  const stride = Math.ceil(side / 8) + 1
  expect(pixels).toHaveLength(stride * side)
  const isDark = (x: number, y: number) =>
    (((pixels[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0
  const module = side / 41
  const dark = (x: number, y: number) =>
    isDark(Math.floor((x + 0.5) * module), Math.floor((y + 0.5) * module))
  for (let at = 0; at < 41; at += 1) expect(dark(at, 0)).toBe(false)
  for (const [x, y] of [
    [4, 4],
    [30, 4],
    [4, 30],
  ] as const) {
    const line = Array.from({ length: 7 }, (_, step) => (dark(x + step, y + 3) ? '#' : '.'))
    expect(line.join('')).toBe('#.###.#')
  }
})

const readChunks = (png: Buffer) => {
  const chunks: { type: string; data: Buffer; crc: number; expected: number }[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    chunks.push({
      type: body.subarray(0, 4).toString('latin1'),
      data: body.subarray(4),
      crc: png.readUInt32BE(at + 8 + length),
      expected: crc32(body),
    })
    at += 12 + length
  }
  return chunks
}

/** By the table of the PNG specification, unlike the encoder's loop. */
const crc32 = (bytes: Buffer): number => {
  const table = Array.from({ length: 256 }, (_, start) => {
    let value = start
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
    return value >>> 0
  })
  let crc = 0xffffffff
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
