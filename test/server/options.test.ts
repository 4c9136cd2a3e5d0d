import { describe, expect, test } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { RelayOptions } from 'vzaps-rtk/server'
import { createVZapsRelay, createVZapsTokenHandler } from 'vzaps-rtk/server'
import { thrownBy } from '../support/async.ts'
import { requestOf } from './support/relay.ts'

const credentials = { clientToken: 'client-token-1', clientSecret: 'client-secret-1' }
const good: RelayOptions = { ...credentials, authorize: () => true }

describe('a relay', () => {
  test.each<[string, object]>([
    ['clientToken', { clientToken: undefined }],
    ['clientToken', { clientToken: 7 }],
    ['clientSecret', { clientSecret: null }],
    ['clientSecret', { clientSecret: 'a\nb' }],
    ['authorize', { authorize: undefined }],
    ['authorize', { authorize: true }],
    ['authorise', { authorise: () => true }],
    ['baseUrl', { baseUrl: 'http://api.vzaps.com' }],
    ['baseUrl', { baseUrl: '/relay' }],
    ['baseUrl', { baseUrl: 'https://user:pass@api.vzaps.com' }],
    ['baseUrl', { baseUrl: 'https://api.vzaps.com?a=b' }],
    ['basePath', { basePath: 'relay' }],
    ['basePath', { basePath: '/a/../b' }],
    ['basePath', { basePath: '/a?b' }],
    ['basePath', { basePath: 7 }],
    ['allowedOrigins', { allowedOrigins: '*' }],
    ['allowedOrigins', { allowedOrigins: ['*'] }],
    ['allowedOrigins', { allowedOrigins: ['null'] }],
    ['allowedOrigins', { allowedOrigins: ['https://app.test/'] }],
    ['allowedOrigins', { allowedOrigins: ['app.test'] }],
    ['allowedOrigins', { allowedOrigins: ['file://'] }],
    ['paths', { paths: 'GET /plans/list' }],
    ['paths', { paths: ['/plans/list'] }],
    ['paths', { paths: ['get /plans/list'] }],
    ['paths', { paths: ['GET /plans/../token'] }],
    ['paths', { paths: ['POST /token'] }],
    ['paths', { paths: ['GET /plans?x=1'] }],
    ['paths', { paths: ['GET //evil.test'] }],
    ['paths', { paths: ['GET /plans/a{id}'] }],
    ['onCreated', { onCreated: 'log' }],
    ['onActivity', { onActivity: {} }],
    ['tokenStore', { tokenStore: { get: () => null } }],
    ['tokenStore', { tokenStore: null }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: 2 ** 31 }],
    ['tokenSkewMs', { tokenSkewMs: -1 }],
    ['maxBodyBytes', { maxBodyBytes: '1' }],
    ['bodyTimeoutMs', { bodyTimeoutMs: null }],
    ['maxAnswerBytes', { maxAnswerBytes: -1 }],
    ['maxConcurrent', { maxConcurrent: 0.5 }],
  ])('is a config error that names %s: %j', (field, wrong) => {
    const error = thrownBy(() => createVZapsRelay({ ...good, ...wrong } as RelayOptions))
    expect(error).toMatchObject({ kind: 'config', field, outcome: 'not-sent' })
    expect(error.message).toContain(field)
    expect(error.message).not.toContain('client-secret-1')
  })

  test('without options at all is a config error', () => {
    expect(thrownBy(() => createVZapsRelay(undefined as never))).toMatchObject({ kind: 'config' })
  })

  test('without authorize says what that would mean', () => {
    const { authorize: _none, ...rest } = good
    const { message } = thrownBy(() => createVZapsRelay(rest as RelayOptions))
    expect(message).toMatch(/authorize must be a function.*everybody could do everything/)
  })

  test.each([
    [undefined, '/relay'],
    ['/relay/', '/relay'],
    ['/api/vzaps', '/api/vzaps'],
    ['', ''],
    ['/', ''],
  ])('with basePath %j is at %j', async (basePath, at) => {
    const { fetch, credentials: own } = createMockGateway({ instances: [{ id: 'VZ1', name: 'A' }] })
    const relay = createVZapsRelay({ ...good, ...own, basePath, platform: { fetch } })
    const answer = await relay(requestOf('POST', `${at}/instances/get`, { id: 'VZ1' }))
    expect(answer.status).toBe(200)
    const elsewhere = await relay(requestOf('POST', `${at}/x/instances/get`, { id: 'VZ1' }))
    expect(elsewhere.status).toBe(404)
  })

  test('keeps a prefix of baseUrl', async () => {
    const urls: string[] = []
    const relay = createVZapsRelay({
      ...good,
      baseUrl: 'http://127.0.0.1:8787/vzaps/',
      platform: {
        fetch: async ({ url }) => {
          urls.push(url)
          return Response.json({ access_token: 'token-1', expires_in: 60 })
        },
      },
    })
    await relay(requestOf('POST', '/relay/instances/VZ1/restart'))
    expect(urls).toEqual([
      'http://127.0.0.1:8787/vzaps/token',
      'http://127.0.0.1:8787/vzaps/instances/VZ1/restart',
    ])
  })
})

describe('a token handler', () => {
  test.each<[string, object]>([
    ['authorize', { authorize: undefined }],
    ['clientSecret', { clientSecret: undefined }],
    ['basePath', { basePath: '/relay' }],
    ['allowedOrigins', { allowedOrigins: ['*'] }],
  ])('is a config error that names %s: %j', (field, wrong) => {
    expect(
      thrownBy(() => createVZapsTokenHandler({ ...credentials, authorize: () => true, ...wrong })),
    ).toMatchObject({ kind: 'config', field })
  })
})

describe('where a build runs the module, without the environment of the server', () => {
  test.each(['clientToken', 'clientSecret'])(
    'no %s refuses calls, not the build',
    async (field) => {
      const asked: string[] = []
      const options = {
        ...credentials,
        [field]: ' ',
        authorize: () => true,
        platform: {
          fetch: async ({ url }: Request) => {
            asked.push(url)
            return Response.json({})
          },
        },
      }
      const why: unknown[] = []
      const relay = createVZapsRelay({ ...options, onActivity: ({ error }) => why.push(error) })
      const token = createVZapsTokenHandler(options)
      for (const answer of [
        await relay(requestOf('POST', '/relay/instances/get', { id: 'VZ1' })),
        await token(new Request('https://app.test/token', { method: 'POST' })),
      ]) {
        expect(answer.status).toBe(500)
        expect(await answer.json()).toEqual({
          code: 'config',
          message: `The server has no ${field}: is its environment variable set?`,
        })
      }
      expect(why).toEqual([expect.stringContaining(field)])
      expect(asked).toEqual([])
    },
  )
})
