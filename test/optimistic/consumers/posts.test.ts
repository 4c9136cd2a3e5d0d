import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { describe, expect, test } from 'vitest'
import {
  defineOptimistic,
  gone,
  itself,
  list,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import { holdRequests } from '../support/held.ts'

// The api of posts that RTK Query's manual has for its examples, with recipes instead of `onQueryStarted`.

interface Post {
  readonly id: number
  readonly name: string
}

const setup = async () => {
  const { baseQuery, held } = holdRequests(() => 0)
  const plain = createApi({
    reducerPath: 'postsApi',
    baseQuery,
    tagTypes: ['Posts'],
    endpoints: (build) => ({
      getPosts: build.query<Post[], void>({
        query: () => 'posts',
        providesTags: (posts = []) => [
          ...posts.map(({ id }) => ({ type: 'Posts' as const, id })),
          { type: 'Posts', id: 'LIST' },
        ],
      }),
      getPost: build.query<Post, number>({
        query: (id) => `posts/${id}`,
        providesTags: (_post, _error, id) => [{ type: 'Posts', id }],
      }),
      addPost: build.mutation<Post, Partial<Post>>({
        query: (body) => ({ url: 'posts', method: 'POST', body }),
        invalidatesTags: [{ type: 'Posts', id: 'LIST' }],
      }),
      updatePost: build.mutation<Post, Pick<Post, 'id'> & Partial<Post>>({
        query: ({ id, ...body }) => ({ url: `posts/${id}`, method: 'PUT', body }),
        invalidatesTags: (_post, _error, { id }) => [{ type: 'Posts', id }],
      }),
      deletePost: build.mutation<{ success: boolean; id: number }, number>({
        query: (id) => ({ url: `posts/${id}`, method: 'DELETE' }),
        invalidatesTags: (_post, _error, id) => [{ type: 'Posts', id }],
      }),
    }),
  })
  const options = defineOptimistic<DefinitionsFromApi<typeof plain>, { Post: Post }>()({
    rows: { Post: { numericIds: true, in: { getPosts: list<Post>(), getPost: itself<Post>() } } },
    recipes: {
      updatePost: {
        row: {
          type: 'Post',
          id: ({ id }) => id,
          update: (post, { arg }) => void Object.assign(post, arg),
          answer: (post) => post,
        },
      },
      deletePost: { row: { type: 'Post', id: (id) => id, update: () => gone } },
      addPost: {
        insert: {
          type: 'Post',
          create: ({ name = '' }, id) => ({ id, name }),
          answer: (post) => post,
          into: { getPosts: () => true },
          at: 'end',
        },
      },
    },
  })
  const api = withEntryInvalidation(withOptimisticUpdates(plain, options))
  const store = configureStore({
    reducer: { postsApi: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const answer = async (name: string, data: unknown) =>
    held.find((one) => one.name === name)?.answer(data)
  const fail = async (name: string, error: unknown) =>
    held.find((one) => one.name === name)?.fail(error)
  const names = () =>
    api.endpoints.getPosts
      .select()(store.getState())
      .data?.map(({ name }) => name)
  const { getPosts, getPost } = api.endpoints
  store.dispatch(getPosts.initiate())
  store.dispatch(getPost.initiate(1))
  await answer('getPosts', [
    { id: 1, name: 'A sample post' },
    { id: 2, name: 'A post about rtk-query' },
  ])
  await answer('getPost', { id: 1, name: 'A sample post' })
  const post = (id: number) => getPost.select(id)(store.getState()).data?.name
  return { api, store, answer, fail, names, post, held, e: api.endpoints }
}

describe('the posts of the manual', () => {
  test('show an update in the list and on the post’s own page', async () => {
    const { store, e, names, post, answer } = await setup()
    store.dispatch(e.updatePost.initiate({ id: 1, name: 'Renamed' }))
    expect([names()?.[0], post(1)]).toEqual(['Renamed', 'Renamed'])
    await answer('updatePost', { id: 1, name: 'Renamed' })
    expect([names()?.[0], post(1)]).toEqual(['Renamed', 'Renamed'])
  })

  test('undo an update that is refused, and no other', async () => {
    const { store, e, names, post, fail } = await setup()
    store.dispatch(e.updatePost.initiate({ id: 1, name: 'First' }))
    store.dispatch(e.updatePost.initiate({ id: 2, name: 'Second' }))
    await fail('updatePost', { status: 500, outcome: 'rejected' })
    expect(names()).toEqual(['A sample post', 'Second'])
    expect(post(1)).toBe('A sample post')
  })

  test('show a new post at once, with a number as its id', async () => {
    const { store, e, names, answer, api } = await setup()
    store.dispatch(e.addPost.initiate({ name: 'New' }))
    expect(names()).toEqual(['A sample post', 'A post about rtk-query', 'New'])
    const shown = e.getPosts.select()(store.getState()).data?.at(-1)
    expect(shown?.id).toBeLessThan(0)
    await answer('addPost', { id: 3, name: 'New' })
    expect(api.util.selectRow(store.getState(), 'Post', 3)).toEqual({ id: 3, name: 'New' })
    expect(names()).toHaveLength(3)
  })

  test('let a deleted post go, until that is refused', async () => {
    const { store, e, names, fail } = await setup()
    store.dispatch(e.deletePost.initiate(1))
    expect(names()).toEqual(['A post about rtk-query'])
    await fail('deletePost', { status: 400 })
    expect(names()).toEqual(['A sample post', 'A post about rtk-query'])
  })
})
