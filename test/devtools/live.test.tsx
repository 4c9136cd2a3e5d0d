// @vitest-environment jsdom
import { act, cleanup, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { VZapsDevtools } from 'vzaps-rtk/devtools'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { createVZapsApi } from 'vzaps-rtk/react'
import { createBrowser } from '../tabs/support/browser.ts'
import { click, open, renderIn, tools } from './support.tsx'

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
})

const rows = ['VZ1', 'VZ2', 'VZ3'].map((id) => ({ id, name: `Number ${id}`, connected: true }))

const setup = async () => {
  const gateway = createMockGateway({ instances: rows })
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    platform: { fetch: (request) => gateway.fetch(request), WebSocket: gateway.WebSocket },
  })
  const { store } = createTestStore({ gateway, vzaps })
  const List = () => {
    vzaps.useLiveInstances()
    return null
  }
  const Tools = ({ isLive }: { isLive: boolean }) => (
    <>
      {isLive && <List />}
      <VZapsDevtools api={vzaps} />
    </>
  )
  const view = renderIn(store, <Tools isLive={false} />)
  await open()
  await click('Live', 'tab')
  return {
    gateway,
    connection: vzaps.connect(store),
    read: () =>
      act(async () => void (await store.dispatch(vzaps.endpoints.listInstances.initiate()))),
    goLive: () => act(async () => view.rerender(<Tools isLive />)),
  }
}

const part = (name: string) => tools().getByRole('region', { name })
const row = (name: RegExp) => within(part('Polls')).findByRole('row', { name }, { timeout: 10_000 })
const run = <T,>(it: () => T) => act(async () => void (await it()))

describe('Live', () => {
  test('says that nothing is polled and no socket open, before anything is watched', async () => {
    await setup()
    expect(part('Polls').textContent).toContain('Nothing is polled.')
    expect(part('Sockets').textContent).toContain('(0)')
  })

  test('shows which request tells of which instances, and when the next one leaves', async () => {
    const { goLive, connection } = await setup()
    await goLive()
    const list = await row(/^listInstances/)
    expect(list.textContent).toMatch(/VZ\d, VZ\d, VZ\d.*a live list/)
    expect(part('Polls').textContent).toMatch(/The next poll is in \d/)
    await click('Server and screen', 'tab')
    expect(tools().getByText('Next poll').nextElementSibling?.textContent).toMatch(/^in \d/)
    await click('Live', 'tab')
    await run(() => connection.status.watch('VZ2').subscribe())
    expect((await row(/^VZ2/)).textContent).toContain('a live list tells of it')
  })

  test('shows the plan for instances that no list tells of, and why one is asked more often', async () => {
    const { connection, read } = await setup()
    await read()
    await run(() => {
      connection.status.watch('VZ1').subscribe()
      connection.status.watch('VZ3').subscribe()
    })
    await row(/^VZ1/)
    const plan = within(part('Polls')).getByRole('list', { name: 'Asked for together' })
    expect(plan.textContent).toMatch(/listInstances\(.*covers VZ1, VZ3/)
    await run(() => connection.status.expect('VZ3', 'restart'))
    expect((await row(/^VZ3.*fast: restart/)).textContent).toContain('2.0 s')
  })

  test('shows a ban by Retry-After', async () => {
    const { connection, gateway, read } = await setup()
    await read()
    gateway.faults.set({ status: 429, retryAfter: 120 } as never)
    await run(() => connection.status.watch('VZ1', { pollingInterval: 50 }).subscribe())
    expect(
      await tools().findByText(/^Held by Retry-After for/, {}, { timeout: 10_000 }),
    ).toBeTruthy()
  })

  test('says that a tab without others to share with works alone', async () => {
    await setup()
    expect(part('Tabs').textContent).toContain('This tab works alone')
  })

  test('says which tab leads, and what this one is for each duty', async () => {
    const browser = createBrowser()
    const gateway = createMockGateway({ instances: rows })
    const openTab = () => {
      const vzaps = createVZapsApi({
        auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
        platform: browser
          .createTab()
          .platform((request) => gateway.fetch(request), gateway.WebSocket),
        tabs: { scope: 'me' },
      })
      const { store } = createTestStore({ gateway, vzaps })
      const connection = vzaps.connect(store)
      return { vzaps, store, connection }
    }
    const first = openTab()
    await run(() => first.connection.status.watch('VZ1').subscribe())
    await run(() =>
      vi.waitFor(() => expect(browser.locks().join()).toMatch(/\/asks/), { timeout: 10_000 }),
    )
    const second = openTab()
    renderIn(second.store, <VZapsDevtools api={second.vzaps} />)
    await open()
    await click('Live', 'tab')
    const duty = (name: string) => within(part('Tabs')).getByText(name).nextElementSibling
    await vi.waitFor(
      () => {
        expect(part('Tabs').textContent).toMatch(/This is tab \S+; others: 1\./)
        expect(duty('Asks for all')?.textContent).toMatch(/^tab \S+; this one follows$/)
      },
      { timeout: 10_000 },
    )
    expect(duty('Holds the sockets')?.textContent).toContain('not this tab')
    const [own] = /(?<=This is tab )[^;]+/.exec(part('Tabs').textContent ?? '') ?? []
    expect(duty('Asks for all')?.textContent).not.toContain(own)

    await run(() => first.connection.dispose())
    await vi.waitFor(() => expect(duty('Asks for all')?.textContent).toBe('this tab'), {
      timeout: 10_000,
    })
    expect(part('Tabs').textContent).toContain('others: 0')
    await run(() => second.connection.dispose())
  })

  test('shows sockets and their state, and events as they come', async () => {
    const { connection, gateway, read } = await setup()
    await read()
    await run(() => connection.events$('VZ1').subscribe())
    await within(part('Sockets')).findByText('open', {}, { timeout: 10_000 })
    expect(part('Sockets').textContent).toContain('VZ1')
    await run(() => gateway.receiveMessage('VZ1'))
    expect(await within(part('Events')).findByText('Message', {}, { timeout: 10_000 })).toBeTruthy()
    await click('Clear the events')
    expect(within(part('Events')).queryByText('Message')).toBeNull()
  })
})
