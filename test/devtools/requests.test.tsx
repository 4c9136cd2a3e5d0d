// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { VZapsDevtools } from 'vzaps-rtk/devtools'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { click, open, renderIn, tools } from './support.tsx'

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
})

const setup = async () => {
  const gateway = createMockGateway({ instances: 2 })
  const test = createTestStore({ gateway })
  renderIn(test.store, <VZapsDevtools api={test.vzaps} />)
  const { endpoints } = test.vzaps
  const id = gateway.instances.list()[0]?.id ?? ''
  return {
    ...test,
    id,
    list: () =>
      act(async () => void (await test.store.dispatch(endpoints.listInstances.initiate()))),
    rename: (name: string) =>
      act(async () => {
        const call = endpoints.updateInstance.initiate({ instanceId: id, data: { name } })
        await test.store.dispatch(call)
      }),
    show: async () => {
      await open()
      await click('Requests', 'tab')
    },
  }
}

const requests = () => within(tools().getByRole('list', { name: 'Requests' }))
const names = () =>
  requests()
    .queryAllByRole('button')
    .map((button) => button.querySelector('.name')?.textContent)

describe('Requests', () => {
  test('has what was sent before it was opened', async () => {
    const { list, show } = await setup()
    await list()
    await show()
    expect(names()).toEqual(['token', 'listInstances'])
    expect(requests().getByRole('button', { name: /listInstances 200/ })).toBeTruthy()
  })

  test('shows a call in full: path, headers and bodies, without secrets', async () => {
    const { rename, show, gateway, vzaps, id } = await setup()
    await rename('Renamed')
    await show()
    await click(/^updateInstance/)
    const call = tools().getByRole('region', { name: 'updateInstance call' })
    expect(call.textContent).toContain(`/instances/${id}`)
    expect(call.textContent).toContain('Try 1 of 1')
    for (const summary of call.querySelectorAll('summary'))
      await act(async () => fireEvent.click(summary))
    // A `toggle` event comes after the click has ended.
    await waitFor(() => expect(call.textContent).toContain('name: "Renamed"'))
    expect(call.textContent).toContain('authorization[REDACTED]')
    const secrets = [
      ...Object.values(gateway.credentials),
      await vzaps.auth.getAccessToken(),
      gateway.instances.get(id)?.token ?? 'none',
    ]
    for (const secret of secrets)
      expect(document.body.innerHTML + call.innerHTML).not.toContain(secret)
  })

  test('shows a JWT that was refused, the new one, and the resend as one call', async () => {
    const { list, show, gateway, vzaps } = await setup()
    await vzaps.auth.getAccessToken()
    gateway.tokens.revoke()
    await list()
    await show()
    await click(/^listInstances/)
    const tries = within(tools().getByRole('list', { name: 'Tries' })).getAllByRole('listitem')
    expect(tries[0]?.textContent).toMatch(/Try 1 of 2: 401 after/)
    expect(tries[1]?.textContent).toMatch(
      /The JWT was refused; a new one came in .*Try 2 of 2: 200/,
    )
  })

  test('shows an error as data', async () => {
    const { store, vzaps, show } = await setup()
    await act(async () => {
      await store.dispatch(vzaps.endpoints.getInstance.initiate('VZNOBODY'))
    })
    await show()
    await click(/^getInstance 404 http/)
    const call = tools().getByRole('region', { name: 'getInstance call' })
    expect(call.textContent).toContain('kind: "http"')
    expect(call.textContent).toContain('outcome: "rejected"')
  })

  test('is filtered by endpoint, route and status', async () => {
    const { list, rename, show } = await setup()
    await list()
    await rename('Renamed')
    await show()
    const search = tools().getByRole('searchbox')
    const filter = (value: string) =>
      act(async () => void fireEvent.change(search, { target: { value } }))
    await filter('patch')
    expect(names()).toEqual(['updateInstance'])
    await filter('/instances/list')
    expect(new Set(names())).toEqual(new Set(['listInstances']))
    await filter('404')
    expect(names()).toEqual([])
  })

  test('is paused and cleared', async () => {
    const { list, rename, show } = await setup()
    await list()
    await show()
    await click('Pause')
    expect(tools().getByRole('button', { name: 'Pause' }).getAttribute('aria-pressed')).toBe('true')
    await rename('One')
    expect(names()).not.toContain('updateInstance')
    await click('Pause')
    await rename('Two')
    expect(names().filter((name) => name === 'updateInstance')).toHaveLength(1)
    await click('Clear')
    expect(names()).toEqual([])
  })

  test('is copied as JSON, or says that it could not be', async () => {
    const { list, show } = await setup()
    await list()
    await show()
    const writeText = vi.fn(async (_text: string) => {})
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    await click('Copy as JSON')
    expect(tools().getByText('Copied')).toBeTruthy()
    expect(JSON.parse(writeText.mock.calls[0]?.[0] ?? '')).toMatchObject([
      { endpoint: 'token' },
      { endpoint: 'listInstances', tries: [{ status: 200 }] },
    ])
    writeText.mockRejectedValueOnce(new Error('no'))
    await click('Copy as JSON')
    expect(tools().getByText('The browser did not allow it')).toBeTruthy()
  })

  test('costs nothing once the tools are off the page', async () => {
    const { vzaps, store } = await setup()
    const activity$ = vzaps.activity$ as unknown as { source: { observed: boolean } }
    expect(activity$.source.observed).toBe(true)
    cleanup()
    expect(activity$.source.observed).toBe(false)
    expect(store).toBeTruthy()
  })
})
