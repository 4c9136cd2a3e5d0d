import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { defineOptimistic, gone, itself, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import type { Pet } from './generated/petsApi.ts'
import { petsApi } from './generated/petsApi.ts'

// An api as a generator writes it, taken as it is: its argument types, its numeric ids.

const options = defineOptimistic<DefinitionsFromApi<typeof petsApi>, { Pet: Pet }>()({
  rows: {
    Pet: {
      numericIds: true,
      version: ({ updatedAt }) => updatedAt,
      in: {
        listPets: {
          get: ({ pets }) => pets,
          set: ({ total, pets }, next) => ({
            total: total + next.length - pets.length,
            pets: [...next],
          }),
        },
        getPet: itself<Pet>(),
      },
    },
  },
  recipes: {
    updatePet: {
      row: {
        type: 'Pet',
        id: ({ petId }) => petId,
        update: (pet, { arg }) => void Object.assign(pet, arg.petChanges),
        answer: (pet) => pet,
      },
    },
    deletePet: { row: { type: 'Pet', id: ({ petId }) => petId, update: () => gone } },
    addPet: {
      insert: {
        type: 'Pet',
        create: ({ newPet }, id) => ({ ...newPet, id, status: 'available' }),
        answer: (pet) => pet,
        into: {
          listPets: ({ kennelId, status }, arg) => kennelId === arg.kennelId && status !== 'sold',
        },
      },
    },
  },
})

const api = withOptimisticUpdates(petsApi, options)

type Answer = (status: number, body?: unknown) => Promise<void>

const setup = async () => {
  const sent: { line: string; answer: Answer }[] = []
  vi.stubGlobal(
    'fetch',
    ({ method, url }: Request) =>
      new Promise<Response>((resolve) => {
        const line = `${method} ${new URL(url).pathname}${new URL(url).search}`
        const answer: Answer = async (status, body) => {
          const text = body === undefined ? null : JSON.stringify(body)
          resolve(new Response(text, { status }))
          for (let i = 0; i < 20; i++) await Promise.resolve()
          await vi.waitFor(() => expect(sent).not.toContain(undefined))
        }
        sent.push({ line, answer })
      }),
  )
  const store = configureStore({
    reducer: { pets: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const next = async (line: string): Promise<Answer> => {
    const one = await vi.waitFor(() => {
      const at = sent.findIndex((request) => request.line === line)
      if (at < 0) throw new Error(`${line} was not sent; ${sent.map((other) => other.line)} were`)
      return sent.splice(at, 1)[0]
    })
    return one?.answer ?? (async () => {})
  }
  const arg = { kennelId: 1 }
  const list = store.dispatch(api.endpoints.listPets.initiate(arg))
  const pets: Pet[] = [
    { id: 1, name: 'Rex', status: 'available' },
    { id: 2, name: 'Ida', status: 'sold' },
  ]
  await (await next('GET /kennels/1/pets'))(200, { total: 2, pets })
  await list
  const names = () =>
    api.endpoints.listPets
      .select(arg)(store.getState())
      .data?.pets.map(({ name }) => name)
  return { store, next, names }
}

afterEach(() => {
  api.util.resetApiState()
  vi.unstubAllGlobals()
})

describe('a generated api', () => {
  test('shows a change at once, by its numeric id, and takes it back when it is refused', async () => {
    const { store, next, names } = await setup()
    const change = { petId: 1, petChanges: { name: 'Max' } }
    const call = store.dispatch(api.endpoints.updatePet.initiate(change))
    expect(names()).toEqual(['Max', 'Ida'])
    expect(api.util.selectRow(store.getState(), 'Pet', 1)?.name).toBe('Max')
    await (await next('PATCH /pets/1'))(400)
    await call
    expect(names()).toEqual(['Rex', 'Ida'])
  })

  test('shows a new row at once, and knows it by its number once it has one', async () => {
    const { store, next, names } = await setup()
    const newPet = { kennelId: 1, newPet: { name: 'Pip' } }
    const call = store.dispatch(api.endpoints.addPet.initiate(newPet))
    expect(names()).toEqual(['Pip', 'Rex', 'Ida'])
    await (await next('POST /kennels/1/pets'))(201, { id: 3, name: 'Pip', status: 'available' })
    await call
    expect(names()).toEqual(['Pip', 'Rex', 'Ida'])
    expect(api.util.selectRow(store.getState(), 'Pet', 3)?.name).toBe('Pip')
  })

  test('lets a row go, and refetches by its tags', async () => {
    const { store, next, names } = await setup()
    const call = store.dispatch(api.endpoints.deletePet.initiate({ petId: 2 }))
    expect(names()).toEqual(['Rex'])
    await (await next('DELETE /pets/2'))(204)
    await call
    await (await next('GET /kennels/1/pets'))(200, {
      total: 1,
      pets: [{ id: 1, name: 'Rex!', status: 'available' }],
    })
    await vi.waitFor(() => expect(names()).toEqual(['Rex!']))
  })
})
