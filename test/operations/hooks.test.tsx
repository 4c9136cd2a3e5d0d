// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react'
import type { ReactNode } from 'react'
import { StrictMode, useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MockGateway } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'
import { renderWithVZaps } from 'vzaps-rtk/mock/react'
import type { VZapsApi } from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'

const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const open = async (children: (vzaps: VZapsApi) => ReactNode) => {
  const gateway = createMockGateway({
    now: () => Date.now(),
    instances: [{ id: 'VZONE', name: 'Alpha' }],
    faults: { latencyMs: 100 },
  })
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    platform: { fetch: gateway.fetch },
    retry: false,
  })
  const rendered = renderWithVZaps(<StrictMode>{children(vzaps)}</StrictMode>, { gateway, vzaps })
  await wait(1_000)
  /** Redux Toolkit tells of the start of a request with the next frame. */
  const call = async (action: unknown) => {
    act(() => void rendered.store.dispatch(action as never))
    await wait(16)
  }
  return { ...rendered, gateway, vzaps, call, e: vzaps.endpoints }
}

describe('useInstanceOperations', () => {
  const Operations = ({ vzaps, id }: { vzaps: VZapsApi; id?: string }) => {
    const { pending, failed } = vzaps.useInstanceOperations(id)
    const { data } = vzaps.useGetInstanceQuery('VZONE')
    return (
      <>
        <h1>{data?.name}</h1>
        <p data-testid="pending">{pending.map(({ endpointName }) => endpointName).join()}</p>
        {failed.map(({ operation, error, retry, dismiss }) => (
          <p key={operation.requestId} role="alert">
            {error.kind}
            <button type="button" onClick={retry}>
              Retry
            </button>
            <button type="button" onClick={dismiss}>
              Dismiss
            </button>
          </p>
        ))}
      </>
    )
  }
  const refused = async (id?: string) => {
    const at = await open((vzaps) => <Operations vzaps={vzaps} {...(id && { id })} />)
    const pending = () => at.getByTestId('pending').textContent
    at.gateway.faults.failNext({ kind: 'status', status: 409 }, { method: 'PATCH' })
    await at.call(at.e.updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Beta' } }))
    return { ...at, pending }
  }

  test('tells what is under way and what failed, and tries again', async () => {
    const at = await refused()
    expect([at.pending(), at.getByRole('heading').textContent]).toEqual(['updateInstance', 'Beta'])
    await wait(200)
    expect([at.pending(), at.getByRole('heading').textContent]).toEqual(['', 'Alpha'])
    expect(at.getByRole('alert').textContent).toContain('http')
    act(() => at.getByText('Retry').click())
    await wait(16)
    expect([at.pending(), at.getByRole('heading').textContent]).toEqual(['updateInstance', 'Beta'])
    await wait(500)
    expect(at.queryByRole('alert')).toBeNull()
    expect(at.getByRole('heading').textContent).toBe('Beta')
  })

  test('keeps a failure that failed again, once', async () => {
    const at = await refused('VZONE')
    await wait(200)
    at.gateway.faults.failNext({ kind: 'status', status: 409 }, { method: 'PATCH' })
    act(() => at.getByText('Retry').click())
    await wait(16)
    await wait(500)
    expect(at.getAllByRole('alert')).toHaveLength(1)
  })

  test('forgets a failure that is dismissed', async () => {
    const at = await refused()
    await wait(200)
    act(() => at.getByText('Dismiss').click())
    expect(at.queryByRole('alert')).toBeNull()
  })

  test('of one instance tells nothing of another', async () => {
    const at = await refused('VZTWO')
    expect(at.pending()).toBe('')
    await wait(200)
    expect(at.queryByRole('alert')).toBeNull()
  })
})

describe('useInstanceKey', () => {
  test('lets a created row stay the element that it was', async () => {
    const mounts: string[] = []
    const Row = ({ name }: { name: string | null | undefined }) => {
      useEffect(() => void mounts.push(String(name)), [name])
      return <li>{name}</li>
    }
    const List = ({ vzaps }: { vzaps: VZapsApi }) => {
      const { data } = vzaps.useListInstancesQuery()
      const keyOf = vzaps.useInstanceKey()
      return (
        <ul>
          {data?.content.map((row) => (
            <Row key={keyOf(row)} name={row.name} />
          ))}
        </ul>
      )
    }
    const at = await open((vzaps) => <List vzaps={vzaps} />)
    mounts.length = 0
    await at.call(at.e.createInstance.initiate({ name: 'New' }))
    const element = at.getByText('New')
    await wait(1_000)
    expect(at.gateway.instances.list()).toHaveLength(2)
    expect(at.getByText('New')).toBe(element)
    // Twice, because StrictMode mounts twice.
    expect(mounts).toEqual(['New', 'New'])
  })
})

describe('a failed payment', () => {
  const Failures = ({ vzaps, id }: { vzaps: VZapsApi; id: string }) => {
    const { failed } = vzaps.useInstanceOperations(id)
    vzaps.useListInstancesQuery()
    return failed.map(({ operation, error, canRetry, retry }) => (
      <p key={operation.requestId} role="alert">
        {`${operation.endpointName} ${error.outcome} ${canRetry}`}
        <button type="button" onClick={retry}>
          Retry
        </button>
      </p>
    ))
  }
  const fail = async (fault: Parameters<MockGateway['faults']['failNext']>[0]) => {
    const at = await open((vzaps) => <Failures vzaps={vzaps} id="VZONE" />)
    at.gateway.faults.failNext(fault, { path: /subscribe$/ })
    const subscribe = async (data?: Record<string, unknown>) => {
      await at.call(at.e.subscribeInstance.initiate({ instanceId: 'VZONE', data }))
      await wait(500)
    }
    await subscribe()
    const said = () => at.queryAllByRole('alert').map(({ textContent }) => textContent)
    const charged = () => at.gateway.requests.filter(({ path }) => /subscribe$/.test(path)).length
    const retry = async () => {
      for (const button of at.queryAllByText('Retry')) act(() => button.click())
      await wait(500)
    }
    return { ...at, subscribe, said, charged, retry }
  }

  test('that was refused can be tried again', async () => {
    const at = await fail({ kind: 'status', status: 402 })
    expect(at.said()).toEqual(['subscribeInstance rejected trueRetry'])
    await at.retry()
    expect([at.said(), at.charged()]).toEqual([[], 2])
  })

  test.each([
    { kind: 'dropAnswer' },
    { kind: 'status', status: 500 },
    { kind: 'invalidJson' },
  ] as const)('that may have been made (%j) cannot, whatever a read tells', async (fault) => {
    const at = await fail(fault)
    expect(at.said()).toEqual(['subscribeInstance unknown falseRetry'])
    await at.retry()
    expect(at.charged()).toBe(1)
  })

  test('cannot once the instance is paid for from elsewhere', async () => {
    const at = await fail({ kind: 'status', status: 402 })
    for (const [word, can] of [
      ['ACTIVE', false],
      ['PAST_DUE', false],
      ['A WORD OF TOMORROW', false],
      ['EXPIRED', true],
    ] as const) {
      at.gateway.instances.patch('VZONE', { billing_status: word })
      await at.call(at.vzaps.util.invalidateTags([{ type: 'Instance', id: 'VZONE' }]))
      await wait(500)
      expect(at.said()).toEqual([`subscribeInstance rejected ${can}Retry`])
    }
  })

  test('cannot while another one is under way, or when that may have been made', async () => {
    const at = await fail({ kind: 'status', status: 402 })
    at.gateway.faults.failNext({ kind: 'dropAnswer' }, { path: /subscribe$/ })
    await at.call(at.e.subscribeInstance.initiate({ instanceId: 'VZONE' }))
    expect(at.said()).toEqual(['subscribeInstance rejected falseRetry'])
    await wait(500)
    expect(at.said()).toEqual([
      'subscribeInstance rejected falseRetry',
      'subscribeInstance unknown falseRetry',
    ])
    await at.retry()
    expect(at.charged()).toBe(2)
  })

  test('is no news any more once another one succeeded, a checkout too', async () => {
    const at = await fail({ kind: 'status', status: 402 })
    await at.subscribe({ successUrl: 'https://a.test/paid' })
    expect([at.said(), at.charged()]).toEqual([[], 2])
  })

  test('says nothing against trying anything else again', async () => {
    const at = await fail({ kind: 'dropAnswer' })
    at.gateway.faults.failNext({ kind: 'status', status: 500 }, { method: 'PATCH' })
    await at.call(at.e.updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Beta' } }))
    await wait(500)
    expect(at.said()).toContain('updateInstance unknown trueRetry')
  })
})

describe('a mutation whose outcome is unknown', () => {
  const Failures = ({ vzaps }: { vzaps: VZapsApi }) => {
    const { failed } = vzaps.useInstanceOperations()
    vzaps.useListInstancesQuery()
    return failed.map(({ operation, canRetry }) => (
      <p key={operation.requestId} role="alert">{`${operation.endpointName} ${canRetry}`}</p>
    ))
  }
  const fail = async (kind: 'dropAnswer' | 'status', run: (vzaps: VZapsApi) => unknown) => {
    const at = await open((vzaps) => <Failures vzaps={vzaps} />)
    at.gateway.faults.failNext(kind === 'status' ? { kind, status: 500 } : { kind }, {
      path: /create$|restart$|VZONE$/,
    })
    await at.call(run(at.vzaps))
    await wait(500)
    return at.queryAllByRole('alert').map(({ textContent }) => textContent)
  }

  test('is not offered again where that could do it twice', async () => {
    const create = ({ endpoints }: VZapsApi) => endpoints.createInstance.initiate({ name: 'New' })
    const restart = ({ endpoints }: VZapsApi) => endpoints.restartInstance.initiate('VZONE')
    const update = ({ endpoints }: VZapsApi) =>
      endpoints.updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Beta' } })
    expect(await fail('status', create)).toEqual(['createInstance false'])
    cleanup()
    expect(await fail('status', restart)).toEqual(['restartInstance false'])
    cleanup()
    expect(await fail('status', update)).toEqual(['updateInstance true'])
  })

  test('is no news once a later read shows that it was carried out', async () => {
    expect(
      await fail('dropAnswer', ({ endpoints }) =>
        endpoints.updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Beta' } }),
      ),
    ).toEqual([])
  })
})

test('mutations on one instance say which of them waits to leave', async () => {
  const at = await open(() => null)
  const update = (name: string) =>
    at.call(at.e.updateInstance.initiate({ instanceId: 'VZONE', data: { name } }))
  const waiting = () =>
    at.vzaps.util
      .selectPending(at.store.getState())
      .map((one) => 'isWaiting' in one && one.isWaiting)
  await update('Beta')
  await update('Gamma')
  expect(waiting()).toEqual([false, true])
  await wait(200)
  expect(waiting()).toEqual([false])
  await wait(500)
  expect(waiting()).toEqual([])
})

test('useInstanceStatus says what is pending', async () => {
  const Status = ({ vzaps }: { vzaps: VZapsApi }) => (
    <p>{vzaps.useInstanceStatus('VZONE').pending ?? 'nothing'}</p>
  )
  const at = await open((vzaps) => <Status vzaps={vzaps} />)
  at.getByText('nothing')
  await at.call(at.e.subscribeInstance.initiate({ instanceId: 'VZONE' }))
  at.getByText('subscribe')
  await at.call(at.e.updateInstance.initiate({ instanceId: 'VZONE', data: { name: 'Beta' } }))
  at.getByText('update')
  await wait(1_000)
  at.getByText('nothing')
})
