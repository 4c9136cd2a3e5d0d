import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { act, cleanup } from '@testing-library/react'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import { Restart } from './Restart.jsx'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

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
