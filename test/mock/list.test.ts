import { expect, test } from 'vitest'
import { createStill, noon, signIn } from './client.ts'

const rows = [
  { id: 'VZ1', name: 'Bakery', created_at: new Date(noon - 3_000).toISOString() },
  { id: 'VZ2', name: 'apple shop', created_at: new Date(noon - 2_000).toISOString() },
  {
    id: 'VZ3',
    name: 'Clinic',
    created_at: new Date(noon - 1_000).toISOString(),
    connected: true,
    whatsapp_jid: '5511999990000@s.whatsapp.net',
  },
]

const lister = (instances: Parameters<typeof createStill>[0] = { instances: rows }) => {
  const call = signIn(createStill(instances))
  return async (body?: unknown) => (await call('POST', '/instances/list', body)).body
}

const ids = (page: { content: { id: string }[] }) => page.content.map((row) => row.id)

test('the list is newest first, 20 a page, with a summary of the account', async () => {
  const page = await lister()({})
  expect(page).toMatchObject({ page: 1, size: 20, total: 3, total_pages: 1 })
  expect(ids(page)).toEqual(['VZ3', 'VZ2', 'VZ1'])
  expect(page.summary).toEqual({
    total: 3,
    connected: 1,
    disconnected: 2,
    restarting: 0,
    pairing: 0,
    trialing: 3,
    active: 0,
    expired: 0,
  })
})

test('the list takes no body as an empty one', async () => {
  expect((await lister()()).total).toBe(3)
})

test('pages cut the list, and one past the end is empty', async () => {
  const list = lister()
  expect(ids(await list({ page: 2, size: 2 }))).toEqual(['VZ1'])
  const past = await list({ page: 9, size: 2 })
  expect(past).toMatchObject({ page: 9, total: 3, total_pages: 2, content: [] })
})

test('a page holds at most 100 rows and says so', async () => {
  const page = await lister({ instances: 120 })({ size: 500 })
  expect(page).toMatchObject({ size: 100, total: 120, total_pages: 2 })
  expect(page.content).toHaveLength(100)
})

test.each(['+55 11 99999-0000', '+5511999990000', '5511999990000', '(11) 99999-0000', 'ana cl'])(
  'a number is found as people write it, and so is the shown name: %s',
  async (query) => {
    const instances = [...rows.slice(0, 2), { ...rows[2], whatsapp_push_name: 'Ana Clara' }]
    expect(ids(await lister({ instances })({ filter: { query } }))).toEqual(['VZ3'])
  },
)

test('a plus alone finds what holds one', async () => {
  expect(ids(await lister()({ filter: { query: '+' } }))).toEqual([])
})

test('a list is narrowed by status and billing status, together with a search', async () => {
  const list = lister({
    instances: [
      { id: 'VZ1', name: 'Bakery', connected: true, billing_status: 'ACTIVE' },
      { id: 'VZ2', name: 'Clinic', status: 'restarting', billing_status: 'ACTIVE' },
      { id: 'VZ3', name: 'Bookshop', connected: true },
    ],
  })
  const narrowed = async (filter: object) => ids(await list({ filter, sort: 'name' }))
  expect(await narrowed({ status: 'connected' })).toEqual(['VZ1', 'VZ3'])
  expect(await narrowed({ billing_status: 'ACTIVE' })).toEqual(['VZ1', 'VZ2'])
  expect(await narrowed({ status: 'restarting', billing_status: 'ACTIVE' })).toEqual(['VZ2'])
  expect(await narrowed({ status: 'connected', query: 'book' })).toEqual(['VZ3'])
  expect(await narrowed({ status: null, billing_status: '' })).toHaveLength(3)
  expect((await list({ filter: { status: 'restarting' } })).summary).toMatchObject({
    total: 3,
    restarting: 1,
  })
})

test('a search looks at name, id and phone in any case', async () => {
  const list = lister()
  expect(ids(await list({ filter: { query: ' APPLE ' } }))).toEqual(['VZ2'])
  expect(ids(await list({ filter: { query: 'vz1' } }))).toEqual(['VZ1'])
  const found = await list({ filter: { query: '99999' } })
  expect(ids(found)).toEqual(['VZ3'])
  expect(found).toMatchObject({ total: 1, total_pages: 1, summary: { total: 3 } })
  expect((await list({ filter: { query: 'nobody' } })).total_pages).toBe(0)
})

test('sorting goes up unless sort_desc, or its other spelling, says down', async () => {
  const list = lister()
  expect(ids(await list({ sort: 'name' }))).toEqual(['VZ2', 'VZ1', 'VZ3'])
  expect(ids(await list({ sort: 'name', sort_desc: true }))).toEqual(['VZ3', 'VZ1', 'VZ2'])
  expect(ids(await list({ sort: 'name', sortDesc: true }))).toEqual(['VZ3', 'VZ1', 'VZ2'])
  expect(ids(await list({ sort_desc: false }))).toEqual(['VZ1', 'VZ2', 'VZ3'])
})

test('rows that compare as equal keep their order over pages', async () => {
  const list = lister()
  expect(ids(await list({ sort: 'billingStatus' }))).toEqual(['VZ1', 'VZ2', 'VZ3'])
  expect(ids(await list({ sort: 'billingStatus', size: 1, page: 2 }))).toEqual(['VZ2'])
})

test.each([
  ['createdAt', ['VZ1', 'VZ2', 'VZ3']],
  ['updatedAt', ['VZ1', 'VZ2', 'VZ3']],
  ['status', ['VZ3', 'VZ1', 'VZ2']],
  ['connected', ['VZ1', 'VZ2', 'VZ3']],
])('the list sorts by %s', async (sort, order) => {
  expect(ids(await lister()({ sort }))).toEqual(order)
})

test.each([
  { page: 0 },
  { page: 1.5 },
  { page: '1' },
  { size: -1 },
  { filter: ['Support'] },
  { filter: { query: 5 } },
  { filter: { status: 5 } },
  { filter: { billing_status: ['ACTIVE'] } },
  { sort: 'created_at' },
  { sort: 'toString' },
  { sort_desc: 'yes' },
])('the list answers 422 to %j', async (body) => {
  const call = signIn(createStill())
  expect((await call('POST', '/instances/list', body)).status).toBe(422)
})
