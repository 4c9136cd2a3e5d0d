// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { InTurn } from '../../demo/instances/InTurn.tsx'
import { useTurns } from '../../demo/instances/use-turns.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Rows, by their keys. */
const Rows = ({ values }: { readonly values: Readonly<Record<string, string | undefined>> }) => {
  const takeTurn = useTurns()
  return (
    <ul>
      {Object.entries(values).map(([key, value]) => (
        <InTurn key={key} takeTurn={takeTurn} value={value} instead={<li>…</li>}>
          {(shown) => <li>{shown}</li>}
        </InTurn>
      ))}
    </ul>
  )
}

const texts = () => screen.getAllByRole('listitem').map((item) => item.textContent)

const frame = () => act(() => vi.advanceTimersToNextFrame())

test('rows that come at once are shown one a frame, in their order', () => {
  render(<Rows values={{ a: 'Alpha', b: 'Bravo', c: 'Charlie' }} />)
  expect(texts()).toEqual(['…', '…', '…'])
  frame()
  expect(texts()).toEqual(['Alpha', '…', '…'])
  frame()
  frame()
  expect(texts()).toEqual(['Alpha', 'Bravo', 'Charlie'])
})

test('rows that change at once change one a frame, and show what they were until then', () => {
  const { rerender } = render(<Rows values={{ a: 'Alpha', b: 'Bravo' }} />)
  frame()
  frame()
  rerender(<Rows values={{ a: 'Zulu', b: 'Yankee' }} />)
  expect(texts()).toEqual(['Alpha', 'Bravo'])
  frame()
  expect(texts()).toEqual(['Zulu', 'Bravo'])
  frame()
  expect(texts()).toEqual(['Zulu', 'Yankee'])
})

test('a row that changes twice before its turn shows only the last', () => {
  const { rerender } = render(<Rows values={{ a: 'Alpha' }} />)
  rerender(<Rows values={{ a: 'Bravo' }} />)
  frame()
  expect(texts()).toEqual(['Bravo'])
})

test('a row that went takes no turn', () => {
  const { rerender } = render(<Rows values={{ a: 'Alpha', b: 'Bravo', c: 'Charlie' }} />)
  rerender(<Rows values={{ c: 'Charlie' }} />)
  frame()
  expect(texts()).toEqual(['Charlie'])
})

test('what is not known yet waits without a turn', () => {
  render(<Rows values={{ a: undefined, b: 'Bravo' }} />)
  frame()
  expect(texts()).toEqual(['…', 'Bravo'])
})
