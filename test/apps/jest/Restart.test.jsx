import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { act, cleanup } from '@testing-library/react'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import { createVZapsApi } from 'vzaps-rtk/react'
import { Messages } from './Messages.jsx'
import { Restart } from './Restart.jsx'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

/** jsdom has none; here nobody answers. */
class Channel {
  addEventListener() {}
  postMessage() {}
  close() {}
}

const open = async (faults) => {
  const gateway = createMockGateway({ instances: [{ id: 'VZ1', connected: true }] })
  const page = renderWithVZaps((vzaps) => <Restart vzaps={vzaps} id="VZ1" />, {
    gateway,
    advanceTimers: jest.advanceTimersByTimeAsync,
  })
  await page.advance(0)
  if (faults) gateway.faults.failNext(faults, { method: 'POST', path: '/instances/VZ1/restart' })
  return { ...page, gateway, text: () => page.getByRole('button').textContent }
}

test('hears of messages as they come', async () => {
  const gateway = createMockGateway({ instances: [{ id: 'VZ1', connected: true }] })
  const { advance, getByText } = renderWithVZaps((vzaps) => <Messages vzaps={vzaps} id="VZ1" />, {
    gateway,
    advanceTimers: jest.advanceTimersByTimeAsync,
  })
  await advance(100)
  getByText('open: 0')
  gateway.realtime.send('VZ1', { type: 'Message' })
  await advance(100)
  getByText('open: 1')
})

test('shares its work with other tabs where there are any', async () => {
  const asked = []
  const locks = {
    request: async (name, _options, hold) => {
      asked.push(name)
      await hold({})
    },
  }
  const gateway = createMockGateway({ instances: [{ id: 'VZ1', connected: true }] })
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    tabs: { scope: 'ana' },
    platform: { fetch: gateway.fetch, locks, BroadcastChannel: Channel },
  })
  const { advance, getByRole, unmount } = renderWithVZaps(<Restart vzaps={vzaps} id="VZ1" />, {
    gateway,
    vzaps,
    advanceTimers: jest.advanceTimersByTimeAsync,
  })
  await advance(100)
  expect(asked).toContain('vzaps-rtk/1/vzaps/ana/asks')
  expect(getByRole('button').textContent).toBe('connected')
  unmount()
  vzaps.dispose()
})

test('says when it is connected again', async () => {
  const { text, advance, getByRole } = await open()
  expect(text()).toBe('connected')
  act(() => getByRole('button').click())
  await advance(2_000)
  expect(text()).toBe('not yet')
  await advance(4_000)
  expect(text()).toBe('connected')
})

test('stays connected when the restart is refused', async () => {
  const { text, advance, getByRole, gateway } = await open({ kind: 'status', status: 409 })
  act(() => getByRole('button').click())
  await advance(2_000)
  expect(text()).toBe('connected')
  const restarts = gateway.requests.filter(({ path }) => path.endsWith('/restart'))
  expect(restarts).toHaveLength(1)
})
