import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import type { RowsIn } from 'vzaps-rtk/optimistic'
import { defineOptimistic, itself } from 'vzaps-rtk/optimistic'
import type { Todo, TodoPage } from '../todos.ts'
import { showsCreated } from '../todos.ts'
import type { TodoApi } from './todo-api.ts'

const page: RowsIn<TodoPage, Todo> = {
  get: ({ rows }) => rows,
  set: (data, rows) => ({ rows, total: data.total + rows.length - data.rows.length }),
}

/** What the worlds of the model leave to the recipes. */
export interface RecipeOptions {
  readonly hasVersions: boolean
  readonly usesAnswers: boolean
}

/** The recipes of the todo api. */
export const createRecipes = ({ hasVersions, usesAnswers }: RecipeOptions) => {
  const answer = usesAnswers && { answer: (todo: Todo) => todo }
  return defineOptimistic<DefinitionsFromApi<TodoApi>, { Todo: Todo }>()({
    rows: {
      Todo: {
        in: { listTodos: page, getTodo: itself<Todo>() },
        ...(hasVersions && { version: ({ rev }: Todo) => rev }),
      },
    },
    recipes: {
      updateTodo: {
        row: {
          type: 'Todo',
          id: ({ id }) => id,
          update: (todo, { arg }) => ({ ...todo, ...arg.patch }),
          ...answer,
        },
      },
      deleteTodo: { row: { type: 'Todo', id: ({ id }) => id, update: () => undefined } },
      addTodo: {
        insert: {
          type: 'Todo',
          create: ({ name, origin }, id) => ({
            id,
            name,
            note: '',
            label: '',
            done: false,
            origin,
          }),
          answer: (todo) => todo,
          isSame: (todo, { origin }) => todo.origin === origin,
          into: { listTodos: showsCreated },
        },
      },
      stampTodo: { row: { type: 'Todo', id: ({ id }) => id, ...answer } },
    },
  })
}
