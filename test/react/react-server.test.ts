import { expect, test } from 'vitest'
import * as page from '../../src/react.ts'
import * as server from '../../src/react-server.ts'
import { thrownBy } from '../support/async.ts'

test('among React Server Components, /react has the same names', () => {
  expect(Object.keys(server).sort()).toEqual(Object.keys(page).sort())
})

test('and says what to do instead of making an api', () => {
  const error = thrownBy(server.createVZapsApi)
  expect(error).toMatchObject({ kind: 'config', outcome: 'not-sent' })
  expect(error.message).toContain('withVZapsApi')
  expect(error.message).toContain("'use client'")
})

test('what has no hooks works there', () => {
  expect(server.toVZapsError('boom')).toEqual(page.toVZapsError('boom'))
})
