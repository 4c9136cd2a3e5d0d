import { describe, expect, test } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'

const open = (seed: number, reducerPath: string) => {
  const gateway = createMockGateway({ seed, instances: 2 })
  const vzaps = createVZapsApi({
    auth: gateway.credentials,
    reducerPath,
    platform: { fetch: gateway.fetch },
  })
  return { gateway, vzaps }
}

describe('two accounts in one process', () => {
  test('no credential of one reaches the server of the other', async () => {
    const [one, two] = [open(1, 'one'), open(2, 'two')]
    const { store } = createTestStore({
      vzaps: one.vzaps,
      reducer: { two: two.vzaps.reducer },
    })
    const other = createTestStore({ vzaps: two.vzaps })
    const id = one.gateway.instances.list()[0]?.id ?? ''
    await Promise.all([
      store.dispatch(one.vzaps.endpoints.listInstances.initiate()),
      other.store.dispatch(two.vzaps.endpoints.listInstances.initiate()),
    ])
    // The same id at both: a token learned from one account is no token of the other's.
    await store.dispatch(one.vzaps.endpoints.restartInstance.initiate(id))
    await other.store.dispatch(two.vzaps.endpoints.restartInstance.initiate(id))

    for (const [mine, theirs] of [
      [one, two],
      [two, one],
    ] as const) {
      const wire = JSON.stringify(mine.gateway.requests)
      const secrets = [
        ...Object.values(theirs.gateway.credentials),
        await theirs.vzaps.auth.getAccessToken(),
        ...theirs.gateway.instances.list().map(({ token }) => token),
      ]
      for (const secret of secrets) expect(wire).not.toContain(secret)
      expect(wire).toContain(mine.gateway.credentials.clientToken)
    }
  })

  test('signing one out leaves the other as it is', async () => {
    const [one, two] = [open(1, 'one'), open(2, 'two')]
    const { store } = createTestStore({ vzaps: one.vzaps })
    const other = createTestStore({ vzaps: two.vzaps })
    await store.dispatch(one.vzaps.endpoints.listInstances.initiate())
    await other.store.dispatch(two.vzaps.endpoints.listInstances.initiate())
    one.vzaps.auth.signOut()
    expect(store.getState().one).toMatchObject({ queries: {} })
    expect(
      two.vzaps.endpoints.listInstances.select()(other.store.getState() as never),
    ).toMatchObject({ status: 'fulfilled', data: { total: 2 } })
    expect(two.vzaps.auth.getState()).toMatchObject({ status: 'signed-in' })
  })
})

describe('a big answer', () => {
  test('of more than 2 MB is read whole, and in one piece', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => ({
      id: `VZ${at}`,
      name: `Instance ${at} ${'x'.repeat(300)}`,
      token: `inst_${at}_${'t'.repeat(24)}`,
      webhook: `https://hooks.example.com/${'path/'.repeat(40)}${at}`,
    }))
    const answer = JSON.stringify({
      page: 1,
      size: 4000,
      total: 4000,
      total_pages: 1,
      content: rows,
    })
    expect(answer.length).toBeGreaterThan(2_000_000)
    const gateway = createMockGateway()
    const vzaps = createVZapsApi({
      auth: gateway.credentials,
      platform: {
        fetch: (request) =>
          request.url.endsWith('/list')
            ? Promise.resolve(new Response(answer))
            : gateway.fetch(request),
      },
    })
    const { store } = createTestStore({ vzaps })
    const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    expect(page.content).toHaveLength(4000)
    expect(vzaps.tokens.get('VZ3999')).toBe(rows[3999]?.token)
    expect(JSON.stringify(store.getState())).not.toContain('inst_3999')
  })
})
