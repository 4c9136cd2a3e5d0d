// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OptimisticDevtools, VZapsDevtools } from 'vzaps-rtk/devtools'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { createTodos, page, rows } from '../optimistic/support/todos.ts'
import { click, open, renderIn, tools } from './support.tsx'

let saved: Blob | undefined
beforeEach(() => {
  localStorage.clear()
  saved = undefined
  vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true })
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      saved = blob
      return 'blob:x'
    },
    revokeObjectURL: () => {},
  })
  // A link that is clicked leads nowhere here.
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

const exported = async () => {
  await click('Export session')
  if (!saved) throw new Error('nothing was saved')
  const text = await saved.text()
  return { text, report: JSON.parse(text) }
}

const run = <T,>(it: () => T) => act(async () => void (await it()))

describe('the export of a session', () => {
  test('holds the cache, the open operations and their layers, and who wrote last', async () => {
    const todos = createTodos()
    renderIn(todos.store, <OptimisticDevtools api={todos.api} />)
    await run(() => todos.load('listTodos', undefined, page(rows({ 1: 'one' }))))
    await run(() => todos.mutate('updateTodo', { id: '1', patch: { title: 'ONE' } }))
    await open()
    const { report } = await exported()
    expect(report).toMatchObject({
      format: 'vzaps-rtk/devtools',
      version: 1,
      reducerPath: 'todos',
      operations: [{ endpointName: 'updateTodo', status: 'pending' }],
      entries: [
        {
          queryCacheKey: 'listTodos(undefined)',
          server: { todos: [{ title: 'one' }] },
          shown: { todos: [{ title: 'ONE' }] },
          layers: [{ changes: [{ path: ['todos', 0, 'title'], before: 'one', after: 'ONE' }] }],
          lastWrite: { by: 'its own read' },
        },
      ],
    })
    const types = report.actions.map(({ type }: { type: string }) => type)
    expect(types).toContain('todos/executeMutation/pending')
    expect(tools().getByText(/^Saved todos-session-\w+\.json: without secrets/)).toBeTruthy()
  })

  test('of ours holds requests, polls, sockets and events, and no secret', async () => {
    const gateway = createMockGateway({
      instances: [
        { id: 'VZ1', name: 'Alpha', connected: true },
        { id: 'VZ2', name: 'Bravo' },
      ],
    })
    const { vzaps, store } = createTestStore({ gateway })
    renderIn(store, <VZapsDevtools api={vzaps} />)
    const { endpoints } = vzaps
    await run(() => store.dispatch(endpoints.listInstances.initiate()))
    await run(() => store.dispatch(endpoints.getSessionQr.initiate('VZ2')))
    await run(() =>
      store.dispatch(endpoints.getPairCode.initiate({ instanceId: 'VZ2', phone: '5511999999999' })),
    )
    const events: unknown[] = []
    await run(() =>
      vzaps
        .connect(store)
        .events$('VZ1')
        .subscribe((event) => events.push(event)),
    )
    await vi.waitFor(() => expect(gateway.realtime.open).toContain('VZ1'))
    await run(() => gateway.receiveMessage('VZ1', { text: 'for nobody else' } as never))
    await vi.waitFor(() => expect(events).toHaveLength(1))
    await open()
    const { text, report } = await exported()
    expect(report.requests.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual(
      expect.arrayContaining(['listInstances', 'getSessionQr', 'getPairCode']),
    )
    const list = report.requests.find(
      ({ endpoint }: { endpoint: string }) => endpoint === 'listInstances',
    )
    expect(list.tries[0].request.path).toBe('/instances/list')
    expect(list.tries[0].response.body.content).not.toEqual([])
    expect(report.sockets).toMatchObject({ VZ1: { status: 'open' } })
    expect(report.events).toMatchObject([{ event: { type: 'Message', instanceId: 'VZ1' } }])
    expect(JSON.stringify(report.events)).not.toContain('data')
    expect(report).toHaveProperty('polls.watched')
    const codes = [
      endpoints.getSessionQr.select('VZ2')(store.getState() as never).data?.qrCode ?? 'no code',
    ]
    const secrets = [
      ...Object.values(gateway.credentials),
      await vzaps.auth.getAccessToken(),
      ...['VZ1', 'VZ2'].map((id) => gateway.instances.get(id)?.token ?? 'none'),
      ...codes,
    ]
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toContain('"qrCode": "[REDACTED]"')
    expect(text).toContain('"linking_code": "[REDACTED]"')
  })

  test('takes secrets of an app’s own cache out by their names and their looks', async () => {
    const todos = createTodos()
    renderIn(todos.store, <OptimisticDevtools api={todos.api} />)
    const jwt = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.c`
    const row = { id: '1', title: `see ${jwt}`, apiKey: 'open sesame', note: 'stays' }
    await run(() => todos.load('getTodo', '1', row))
    await open()
    const { text, report } = await exported()
    expect(text).not.toContain(jwt)
    expect(report.entries[0].server).toMatchObject({ apiKey: '[REDACTED]', note: 'stays' })
  })

  test('says why it could not be saved', async () => {
    const todos = createTodos()
    renderIn(todos.store, <OptimisticDevtools api={todos.api} />)
    await open()
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
      throw new Error('no room')
    })
    await click('Export session')
    expect(tools().getByText('It could not be saved: no room')).toBeTruthy()
  })
})
