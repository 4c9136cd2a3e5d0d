// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CrashBoundary } from '../../demo/app/CrashBoundary.tsx'
import { speak } from '../../demo/words/words.ts'
import { expectConsole } from '../support/console.ts'

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }))
})

afterEach(async () => {
  cleanup()
  vi.unstubAllGlobals()
  await speak('en')
})

const Broken = (): never => {
  throw new Error('The bug')
}

const show = (children: React.ReactNode) =>
  render(
    <MantineProvider>
      <CrashBoundary>{children}</CrashBoundary>
    </MantineProvider>,
  )

test('a page that is well is shown as it is', () => {
  show('All is well')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByText('All is well')).toBeTruthy()
})

test('a page that breaks says why, and offers to load it anew', () => {
  // React tells of it too.
  expectConsole('error', /The bug/)
  show(<Broken />)
  expect(screen.getByRole('heading', { name: 'This page broke' })).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toContain('The bug')
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeTruthy()
})

test('and says so in Portuguese', async () => {
  await speak('pt-BR')
  // React tells of it too.
  expectConsole('error', /The bug/)
  show(<Broken />)
  expect(screen.getByRole('button', { name: 'Recarregar a página' })).toBeTruthy()
})
