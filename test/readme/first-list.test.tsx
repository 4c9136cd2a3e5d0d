// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

test("the README's first list shows five instances, without an account, and their restarts", async () => {
  document.body.innerHTML = '<div id="root"></div>'
  await act(() => import('./first-list.tsx'))
  await pass(100)
  expect(screen.getAllByRole('listitem')).toHaveLength(5)
  const [button] = screen.getAllByRole('button', { name: 'Restart' })
  act(() => button?.click())
  await pass(2_000)
  expect(screen.getByText(/is restarting/)).toBeTruthy()
}, 60_000)

test('and is what the README shows, word for word', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  expect(read('../../README.md')).toContain(read('first-list.tsx'))
})
