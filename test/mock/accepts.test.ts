import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { routes } from '../../src/mock/gateway/router.ts'
import { readCases } from '../wire/records.ts'
import { createStill, signIn } from './client.ts'

const page = readFileSync(new URL('../../docs/fake-gateway.md', import.meta.url), 'utf8')

/** The rows of the table under a heading, cell by cell, without the marks of code. */
const readTable = (heading: string): readonly (readonly string[])[] => {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}

const marks = ['documented', 'seen', 'assumed']

const spellings = routes.flatMap(({ method, path, fields }) =>
  Object.entries(fields).flatMap(([name, { evidence, also = {} }]) =>
    [[name, evidence] as const, ...Object.entries(also)].map(([spelling, mark]) => ({
      method,
      path,
      name,
      spelling,
      mark,
      isStrict: spelling === name || mark === 'documented',
    })),
  ),
)

const one = { instances: [{ id: 'VZ1', name: 'Support', webhook: 'https://hooks.example.com' }] }
const at = (path: string) => path.replace(':id', 'VZ1').replace(':phone', '5511999999999')

describe('the page about the fake gateway says what it accepts', () => {
  test('every route, who may call it, and how it is known', () => {
    expect(readTable('Routes')).toEqual(
      routes.map(({ method, path, access, evidence }) => [
        `${method} ${path}`,
        { anybody: 'anybody', owner: 'JWT', 'owner-of': 'JWT', 'holder-of': 'JWT, or both tokens' }[
          access
        ],
        evidence,
      ]),
    )
  })

  test('every spelling of every field, and how it is known', () => {
    expect(readTable('Fields')).toEqual(
      spellings.map(({ method, path, name, spelling, mark, isStrict }) => [
        `${method} ${path}`,
        name,
        spelling,
        mark,
        isStrict ? 'yes' : 'no',
      ]),
    )
  })

  test('with one of three marks in every line', () => {
    for (const [heading, column] of [
      ['Routes', 2],
      ['Fields', 3],
      ['Forms', 4],
    ] as const) {
      const rows = readTable(heading)
      expect(rows.length).toBeGreaterThan(5)
      for (const row of rows) expect(marks).toContain(row[column])
    }
  })
})

describe('what an official client put on the wire', () => {
  const instanceId = /^\/instances\/(?!(?:list|search|create|provision|get)$)[^/]+/
  const recorded = new Set(
    readCases()
      .flatMap(({ records }) => records)
      .flatMap(({ requests }) => requests)
      .flatMap(({ method, path, body }) => {
        const line = `${method} ${path.replace(instanceId, '/instances/:id')}`
        const isRoute = routes.some((route) => `${route.method} ${route.path}` === line)
        return isRoute ? Object.keys(body ?? {}).map((key) => `${line} ${key}`) : []
      }),
  )
  const shown = spellings.filter(({ method, path, spelling }) =>
    recorded.has(`${method} ${path} ${spelling}`),
  )

  test.each(shown)('is not called assumed: $method $path: $spelling', ({ mark }) => {
    expect(['documented', 'seen']).toContain(mark)
  })

  test('is read, but for what the clients made of keys that were invented to try them', () => {
    const read = shown.map(({ method, path, spelling }) => `${method} ${path} ${spelling}`)
    const invented = /foo|s3_?url|ip_?v4|a_?b1_?c|webhook_?u_?r_?l/i
    // A client of long ago.
    const old = ['POST /instances/list page_size', 'POST /instances/list search']
    const left = [...recorded].filter((line) => !read.includes(line) && !invented.test(line))
    expect(left.sort()).toEqual(old)
  })
})

describe('and that is what it reads', () => {
  // No field takes this, and a key that the gateway does not know is ignored: a 422 that names the
  // field says that the spelling was read.
  const misfit = -1.5

  test.each(spellings)('$method $path: $spelling', async ({ method, path, name, spelling }) => {
    const { status, body } = await signIn(createStill(one))(method, at(path), {
      [spelling]: misfit,
    })
    expect(status).toBe(422)
    expect(Object.keys(body.details)).toContain(name)
  })

  test.each(spellings.filter(({ isStrict }) => !isStrict))(
    'a strict gateway says what to write instead: $method $path: $spelling',
    async ({ method, path, name, spelling }) => {
      const { status, body } = await signIn(createStill({ ...one, strict: true }))(
        method,
        at(path),
        {
          [spelling]: 'https://hooks.example.com',
        },
      )
      expect(status).toBe(422)
      expect(body.details[spelling]).toBe(`is not documented: write ${name}`)
    },
  )

  test('a key that no field names is ignored', async () => {
    for (const { method, path } of routes.filter(({ method }) => method !== 'GET')) {
      const call = signIn(createStill({ ...one, strict: true }))
      const { body } = await call(method, at(path), { somethingElse: misfit })
      expect(Object.keys(body?.details ?? {})).not.toContain('somethingElse')
    }
  })
})

describe('every form of the page gets the answer that it says', () => {
  test.each(readTable('Forms'))('%s %s', async (request, form, usual, strict) => {
    const [method = '', path = ''] = request?.split(' ') ?? []
    for (const [isStrict, status] of [
      [false, usual],
      [true, strict],
    ] as const) {
      const call = signIn(createStill({ ...one, strict: isStrict }))
      expect((await call(method, path, form === 'none' ? undefined : form)).status).toBe(
        Number(status),
      )
    }
  })
})
