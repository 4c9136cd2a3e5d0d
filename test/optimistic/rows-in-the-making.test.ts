import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryFn, DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query'
import { describe, expect, test } from 'vitest'
import {
  defineOptimistic,
  gone,
  isTemporaryId,
  itself,
  list,
  waitForMadeRows,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import { expectConsole } from '../support/console.ts'

interface Note {
  readonly id: number
  readonly title: string
}

interface Request {
  readonly call: string
  answer(data: unknown): Promise<void>
  fail(): Promise<void>
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve))

const setup = async () => {
  const sent: Request[] = []
  const told: unknown[] = []
  const hold: BaseQueryFn<string, unknown, { status: number }> = (call) =>
    new Promise((resolve) => {
      const end = (result: { data: unknown } | { error: { status: number } }) => {
        resolve(result)
        return turn()
      }
      sent.push({
        call,
        answer: (data) => end({ data }),
        fail: () => end({ error: { status: 409 } }),
      })
    })
  const plain = createApi({
    reducerPath: 'notes',
    baseQuery: waitForMadeRows(hold),
    tagTypes: ['Note'],
    endpoints: (build) => ({
      listNotes: build.query<Note[], void>({ query: () => 'GET /notes' }),
      getNote: build.query<Note, number>({
        query: (id) => `GET /notes/${id}`,
        providesTags: (_note, _error, id) => [{ type: 'Note', id }],
      }),
      addNote: build.mutation<Note, { title: string }>({ query: ({ title }) => `POST ${title}` }),
      renameNote: build.mutation<Note, { id: number; title: string }>({
        query: ({ id, title }) => `PATCH /notes/${id} ${title}`,
        transformResponse: (note: Note, _meta, { id }) => {
          told.push(id)
          return note
        },
        invalidatesTags: (_note, _error, { id }) => [{ type: 'Note', id }],
      }),
      deleteNote: build.mutation<null, number>({ query: (id) => `DELETE /notes/${id}` }),
      exportNote: build.mutation<string, { ids: number[] }>({
        queryFn: ({ ids }) => ({ data: `exported ${ids}` }),
      }),
    }),
  })
  const api = withOptimisticUpdates(
    plain,
    defineOptimistic<DefinitionsFromApi<typeof plain>, { Note: Note }>()({
      rows: {
        Note: { numericIds: true, in: { listNotes: list<Note>(), getNote: itself<Note>() } },
      },
      recipes: {
        addNote: {
          insert: {
            type: 'Note',
            create: ({ title }, id) => ({ id, title }),
            answer: (note) => note,
            into: { listNotes: () => true },
          },
        },
        renameNote: {
          row: {
            type: 'Note',
            id: ({ id }) => id,
            update: (note, { arg }) => ({ ...note, title: arg.title }),
          },
        },
        deleteNote: { row: { type: 'Note', id: (id) => id, update: () => gone } },
      },
    }),
  )
  const store = configureStore({
    reducer: { notes: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const { dispatch, getState } = store
  const { addNote, renameNote, deleteNote, exportNote, listNotes, getNote } = api.endpoints
  void dispatch(listNotes.initiate())
  await turn()
  await sent[0]?.answer([{ id: 1, title: 'one' }])
  const shown = () => listNotes.select()(getState()).data
  const create = async () => {
    const call = dispatch(addNote.initiate({ title: 'new' }))
    await turn()
    const id = shown()?.[0]?.id ?? Number.NaN
    return { call, id, request: sent.at(-1) as Request }
  }
  return {
    api,
    store,
    sent,
    told,
    shown,
    titles: () => shown()?.map(({ title }) => title),
    calls: () => sent.map(({ call }) => call),
    create,
    rename: (id: number, title: string) => dispatch(renameNote.initiate({ id, title })),
    remove: (id: number) => dispatch(deleteNote.initiate(id)),
    exported: (...ids: number[]) => dispatch(exportNote.initiate({ ids })),
    open: (id: number) => dispatch(getNote.initiate(id)),
  }
}

describe('a row that is still being made', () => {
  test('has a negative number as its id, where ids are numbers', async () => {
    const { create } = await setup()
    const { id } = await create()
    expect(id).toBeLessThan(0)
    expect(Number.isSafeInteger(id)).toBe(true)
    expect(isTemporaryId(id)).toBe(true)
    expect(isTemporaryId(-7)).toBe(false)
  })

  test('is changed at once, and the change is sent after the create, with the real id', async () => {
    const { create, rename, titles, calls, sent, told, shown } = await setup()
    const { id, request } = await create()
    const renaming = rename(id, 'renamed')
    await turn()
    expect(titles()).toEqual(['renamed', 'one'])
    expect(calls()).toEqual(['GET /notes', 'POST new'])
    await request.answer({ id: 9, title: 'new' })
    expect(calls().slice(2)).toEqual(['PATCH /notes/9 renamed'])
    expect(shown()).toEqual([
      { id: 9, title: 'renamed' },
      { id: 1, title: 'one' },
    ])
    await sent[2]?.answer({ id: 9, title: 'renamed' })
    expect(await renaming).toMatchObject({ data: { id: 9 } })
    expect(told).toEqual([9])
    expect(titles()).toEqual(['renamed', 'one'])
  })

  test('gets all that was called on it in the order of the calls', async () => {
    const { create, rename, remove, titles, calls } = await setup()
    const { id, request } = await create()
    void rename(id, 'a')
    void rename(id, 'b')
    void remove(id)
    expect(titles()).toEqual(['one'])
    await request.answer({ id: 9, title: 'new' })
    expect(calls().slice(2)).toEqual(['PATCH /notes/9 a', 'PATCH /notes/9 b', 'DELETE /notes/9'])
    expect(titles()).toEqual(['one'])
  })

  test('ends what was called on it, unsent, when it is not made', async () => {
    const { create, rename, titles, calls, api, store } = await setup()
    const { id, request } = await create()
    const renaming = rename(id, 'renamed')
    await request.fail()
    expect(await renaming).toMatchObject({ error: { outcome: 'not-sent' } })
    expect(titles()).toEqual(['one'])
    expect(calls()).toEqual(['GET /notes', 'POST new'])
    expect(api.util.selectOperations(store.getState())).toEqual([])
    expect(await rename(id, 'again')).toMatchObject({ error: { outcome: 'not-sent' } })
  })

  test('is asked for once it is made', async () => {
    const { create, open, rename, calls, sent } = await setup()
    const { id, request } = await create()
    const opened = open(id)
    await request.answer({ id: 9, title: 'new' })
    expect(calls().slice(2)).toEqual(['GET /notes/9'])
    await sent[2]?.answer({ id: 9, title: 'new' })
    expect(await opened).toMatchObject({ data: { id: 9 } })
    // Tags name it as the server does: what is opened under its temporary id is read again.
    void rename(9, 'renamed')
    await turn()
    await sent[3]?.answer({ id: 9, title: 'renamed' })
    expect(calls().slice(3)).toEqual(['PATCH /notes/9 renamed', 'GET /notes/9'])
    opened.unsubscribe()
  })

  test('may be named by its temporary id after it was made', async () => {
    const { create, rename, titles, calls } = await setup()
    const { id, request } = await create()
    await request.answer({ id: 9, title: 'new' })
    void rename(id, 'late')
    await turn()
    expect(titles()).toEqual(['late', 'one'])
    expect(calls().slice(2)).toEqual(['PATCH /notes/9 late'])
  })

  test('is waited for by a queryFn too, wherever its argument names it', async () => {
    const { create, exported } = await setup()
    const { id, request } = await create()
    const exporting = exported(1, id)
    await request.answer({ id: 9, title: 'new' })
    expect(await exporting).toEqual({ data: 'exported 1,9' })
  })

  test('is waited for no longer once the call is aborted', async () => {
    const { create, rename, titles, calls } = await setup()
    const { id, request } = await create()
    const renaming = rename(id, 'renamed')
    await turn()
    renaming.abort()
    await renaming
    await request.answer({ id: 9, title: 'new' })
    expect(calls()).toEqual(['GET /notes', 'POST new'])
    expect(titles()).toEqual(['new', 'one'])
  })

  test('is sent nowhere by a base query that does not know of it: it says what to do', async () => {
    expectConsole('error', /waitForMadeRows/)
    const plain = createApi({
      baseQuery: fetchBaseQuery({ baseUrl: 'http://127.0.0.1:1', fetchFn: () => never }),
      endpoints: (build) => ({
        list: build.query<Note[], void>({ query: () => '/' }),
        add: build.mutation<Note, null>({ query: () => '/' }),
        remove: build.mutation<null, number>({ query: (id) => `/${id}` }),
      }),
    })
    const api = withOptimisticUpdates(
      plain,
      defineOptimistic<DefinitionsFromApi<typeof plain>, { Note: Note }>()({
        rows: { Note: { numericIds: true, in: { list: list<Note>() } } },
        recipes: {
          add: {
            insert: {
              type: 'Note',
              create: (_arg, id) => ({ id, title: '' }),
              answer: (note) => note,
              into: { list: () => true },
            },
          },
        },
      }),
    )
    const store = configureStore({
      reducer: { api: api.reducer },
      middleware: (getDefault) => getDefault().concat(api.middleware),
    })
    await store.dispatch(api.util.upsertQueryData('list', undefined, []))
    void store.dispatch(api.endpoints.add.initiate(null))
    const id = api.endpoints.list.select()(store.getState()).data?.[0]?.id ?? 0
    const { error } = await store.dispatch(api.endpoints.remove.initiate(id))
    expect(error).toMatchObject({ message: expect.stringContaining('waitForMadeRows') })
  })
})

const never = new Promise<Response>(() => {})

describe('a query on a row that is still being made', () => {
  const openNew = async () => {
    const notes = await setup()
    const { id, request } = await notes.create()
    const opened = notes.open(id)
    const detail = () => notes.api.endpoints.getNote.select(id)(notes.store.getState())
    return { ...notes, id, request, opened, detail }
  }

  test('shows what is known at once, while it waits', async () => {
    const { id, detail, calls } = await openNew()
    await turn()
    expect(detail()).toMatchObject({ status: 'pending', data: { id, title: 'new' } })
    expect(calls()).toEqual(['GET /notes', 'POST new'])
  })

  test('shows that row, and not one that is made after it', async () => {
    const { api, store, create, open } = await setup()
    const { id } = await create()
    await create()
    open(id)
    expect(api.endpoints.getNote.select(id)(store.getState()).data?.id).toBe(id)
  })

  test('shows what is called on the row meanwhile', async () => {
    const { id, detail, rename } = await openNew()
    rename(id, 'renamed')
    expect(detail().data?.title).toBe('renamed')
  })

  test('is sent with the real id, and shows the row as it was made until its answer', async () => {
    const { request, detail, calls, sent } = await openNew()
    await request.answer({ id: 7, title: 'new' })
    expect(calls().at(-1)).toBe('GET /notes/7')
    expect(detail()).toMatchObject({ status: 'pending', data: { id: 7, title: 'new' } })
    await sent.at(-1)?.answer({ id: 7, title: 'answered' })
    expect(detail()).toMatchObject({ status: 'fulfilled', data: { id: 7, title: 'answered' } })
  })

  test('shows nothing any more when the row was not made', async () => {
    const { request, detail, calls } = await openNew()
    await request.fail()
    await turn()
    expect(detail().status).toBe('rejected')
    expect(detail().data).toBeUndefined()
    expect(calls()).toEqual(['GET /notes', 'POST new'])
  })

  test('leaves the server value empty: a snapshot holds no row that nobody made', async () => {
    const { api, store, id } = await openNew()
    expect(api.util.selectServerValue(store.getState(), 'getNote', id)).toBeUndefined()
  })
})
