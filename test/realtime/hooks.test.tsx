// @vitest-environment jsdom

import { skipToken } from '@reduxjs/toolkit/query'
import { act, cleanup, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { RealtimeConnection, VZapsApi } from 'vzaps-rtk/react'
import '../../src/realtime/realtime.ts'
import { createMockGateway } from 'vzaps-rtk/mock'

afterEach(cleanup)

const setup = () =>
  createMockGateway({ instances: [{ id: 'VZ0', name: 'Support', connected: true }] })

/** Waits until something is so, by looking again when timers and promises have had their turn. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 })

describe('useInstanceEvents', () => {
  test('hands events to the handler of the last render, over one socket, StrictMode or not', async () => {
    const gateway = setup()
    const handled: string[] = []
    const Feed = ({ vzaps, name }: { vzaps: VZapsApi; name: string }) => {
      vzaps.useGetInstanceQuery('VZ0')
      vzaps.useInstanceEvents('VZ0', {
        events: ['Message'],
        onEvent: ({ id }) => handled.push(`${name} ${id}`),
      })
      return null
    }
    let api: VZapsApi | undefined
    const { rerender, unmount } = renderWithVZaps<VZapsApi>(
      (vzaps) => {
        api = vzaps
        return (
          <StrictMode>
            <Feed vzaps={vzaps} name="first" />
          </StrictMode>
        )
      },
      { gateway },
    )
    await until(() => expect(gateway.realtime.open).toEqual(['VZ0']))
    gateway.receiveMessage('VZ0')
    gateway.realtime.send('VZ0', { id: 'a', type: 'Message' })
    await until(() => expect(handled.at(-1)).toBe('first a'))
    rerender(
      <StrictMode>
        <Feed vzaps={api as VZapsApi} name="second" />
      </StrictMode>,
    )
    gateway.realtime.send('VZ0', { id: 'b', type: 'Message' })
    await until(() => expect(handled.at(-1)).toBe('second b'))
    expect(handled).toHaveLength(3)
    const upgrades = gateway.requests.filter(({ path }) => path === '/events/ws')
    expect(upgrades).toHaveLength(1)
    unmount()
    await until(() => expect(gateway.realtime.open).toEqual([]))
  })

  test('opens nothing with skipToken', async () => {
    const gateway = setup()
    const Feed = ({ vzaps }: { vzaps: VZapsApi }) => {
      vzaps.useInstanceEvents(skipToken)
      return <p>{vzaps.useRealtimeConnection(skipToken).status}</p>
    }
    renderWithVZaps((vzaps: VZapsApi) => <Feed vzaps={vzaps} />, { gateway })
    await act(async () => {})
    expect(screen.getByText('idle')).toBeTruthy()
    expect(gateway.requests).toEqual([])
  })
})

describe('useRealtimeConnection', () => {
  test('shows the states of the connection, and opens none itself', async () => {
    const gateway = setup()
    const seen: RealtimeConnection['status'][] = []
    const Connection = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { status } = vzaps.useRealtimeConnection('VZ0')
      if (seen.at(-1) !== status) seen.push(status)
      return null
    }
    const Badge = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { data } = vzaps.useInstanceStatus('VZ0', { push: true })
      return <p>{data?.status}</p>
    }
    let api: VZapsApi | undefined
    const { rerender } = renderWithVZaps<VZapsApi>(
      (vzaps) => {
        api = vzaps
        return <Connection vzaps={vzaps} />
      },
      { gateway },
    )
    await act(async () => {})
    expect(seen).toEqual(['idle'])
    const vzaps = api as VZapsApi
    rerender(
      <>
        <Connection vzaps={vzaps} />
        <Badge vzaps={vzaps} />
      </>,
    )
    await until(() => expect(gateway.realtime.open).toEqual(['VZ0']))
    await screen.findByText('connected')
    act(() => gateway.dropConnection('VZ0'))
    await screen.findByText('disconnected')
    await act(async () => gateway.realtime.drop())
    await until(() => expect(seen.at(-1)).toBe('waiting'))
    rerender(<Connection vzaps={vzaps} />)
    await until(() => expect(seen.at(-1)).toBe('idle'))
    expect(seen).toContain('open')
  })
})
