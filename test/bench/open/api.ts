import type { BaseQueryFn, DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import type { RowsIn } from 'vzaps-rtk/optimistic'
import { defineOptimistic, gone, list, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import type { Row } from '../rows.ts'
import { makeDraft, makeRow } from '../rows.ts'

/** A row inside another's. */
export interface Owner {
  readonly id: string
  readonly name: string
}

export interface OwnedRow extends Row {
  readonly owner: Owner
}

export const makeOwnedRow = (index: number): OwnedRow => {
  const row = makeRow(index)
  return { ...row, owner: { id: row.id, name: 'Somebody' } }
}

/** What every mutation takes: a row, or that of its owner, and the name that it gets. */
export interface ChangeArgs {
  readonly id: string
  readonly name: string
}

/** What is asked of the server. */
export type Call = { readonly kind: 'list' } | { readonly kind: 'change' }

/** How the server answers. */
export type BaseQuery = BaseQueryFn<Call, unknown, { status: number }>

const createPlainApi = (baseQuery: BaseQuery) =>
  createApi({
    baseQuery,
    endpoints: (build) => {
      const change = () =>
        build.mutation<OwnedRow, ChangeArgs>({ query: () => ({ kind: 'change' }) })
      return {
        listRows: build.query<OwnedRow[], void>({ query: () => ({ kind: 'list' }) }),
        renameRow: change(),
        draftRow: change(),
        removeRow: change(),
        createRow: change(),
        renameInList: change(),
        renameAllInList: change(),
        renameOwner: change(),
      }
    },
  })

type Definitions = DefinitionsFromApi<ReturnType<typeof createPlainApi>>
export type Mutation = Exclude<keyof Definitions, 'listRows'>

const owners: RowsIn<OwnedRow[], Owner> = {
  get: (rows) => rows.map(({ owner }) => owner),
  set: (rows, next) =>
    rows.map((row, index) => {
      const owner = next[index] ?? row.owner
      return owner === row.owner ? row : { ...row, owner }
    }),
}

const optionsOf = (hasOwners: boolean) =>
  defineOptimistic<Definitions, { Row: OwnedRow; Owner: Owner }>()({
    rows: {
      Row: { in: { listRows: list<OwnedRow>() } },
      Owner: { in: hasOwners ? { listRows: owners } : {} },
    },
    recipes: {
      renameRow: {
        row: {
          type: 'Row',
          id: ({ id }) => id,
          update: (row, { arg }) => ({ ...row, name: arg.name }),
          answer: (row) => row,
        },
      },
      /** The same as renameRow, by a draft. */
      draftRow: {
        row: {
          type: 'Row',
          id: ({ id }) => id,
          update: (row, { arg }) => {
            row.name = arg.name
          },
          answer: (row) => row,
        },
      },
      removeRow: { row: { type: 'Row', id: ({ id }) => id, update: () => gone } },
      createRow: {
        insert: {
          type: 'Row',
          create: ({ id, name }, temporaryId) => ({
            ...makeDraft(temporaryId, name),
            owner: { id, name: 'Somebody' },
          }),
          answer: (row) => row,
          into: { listRows: () => true },
          at: 'end',
        },
      },
      renameInList: {
        entries: {
          listRows: {
            where: () => true,
            update: (rows, { arg }) => {
              const index = rows.findIndex(({ id }) => id === arg.id)
              const row = rows[index]
              return row ? rows.with(index, { ...row, name: arg.name }) : rows
            },
          },
        },
      },
      renameAllInList: {
        entries: {
          listRows: {
            where: () => true,
            update: (rows, { arg }) => rows.map((row) => ({ ...row, name: arg.name })),
          },
        },
      },
      renameOwner: {
        row: {
          type: 'Owner',
          id: ({ id }) => id,
          update: (owner, { arg }) => ({ ...owner, name: arg.name }),
          answer: ({ owner }) => owner,
        },
      },
    },
  })

/** An api with a mutation for each thing that a recipe can do to a list. */
export const createOpenApi = (baseQuery: BaseQuery, hasOwners: boolean) =>
  withOptimisticUpdates(createPlainApi(baseQuery), optionsOf(hasOwners))
