// @vitest-environment jsdom
import { setupServer } from 'msw/node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RealtimeEvent } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'
import { createMswHandlers } from 'vzaps-rtk/mock/msw'
import '../../src/realtime/realtime.ts'
import { mountStore } from '../support/setup.ts'

const gateway = createMockGateway({ instances: [{ id: 'VZ1', connected: true }] })
const server = setupServer(...createMswHandlers(gateway))

beforeEach(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.close())

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

test('the handlers of MSW carry sockets: events, acks, a break, a refusal', async () => {
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    platform: { random: () => 0 },
  })
  const { store } = mountStore([vzaps])
  await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
  const events: RealtimeEvent[] = []
  const { events$, dispose } = vzaps.connect(store)
  events$('VZ1').subscribe((event) => events.push(event))
  await until(() => expect(gateway.realtime.open).toEqual(['VZ1']))
  gateway.receiveMessage('VZ1', { text: 'Hi' })
  await until(() => expect(gateway.realtime.acks).toHaveLength(1))
  expect(events).toMatchObject([{ type: 'Message', data: { event: { text: 'Hi' } } }])
  gateway.faults.failNext({ kind: 'status', status: 503 }, { path: '/events/ws' })
  gateway.realtime.drop()
  await until(() => expect(gateway.realtime.open).toEqual([]))
  gateway.dropConnection('VZ1')
  await until(() => expect(events).toHaveLength(2))
  expect(events[1]).toMatchObject({ type: 'Disconnected' })
  const upgrades = gateway.requests.filter(({ path }) => path === '/events/ws')
  expect(upgrades.map(({ status }) => status)).toEqual([101, 503, 101])
  dispose()
  await until(() => expect(gateway.realtime.open).toEqual([]))
  vzaps.dispose()
})
