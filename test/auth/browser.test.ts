// @vitest-environment jsdom
// Leaves the page as it was.

import { describe, expect, test } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { errorOf, thrownBy } from '../support/async.ts'

const secret = { clientToken: 'token', clientSecret: 'secret' }

describe('a client secret in a page', () => {
  test('is refused with a reason', () => {
    const error = thrownBy(() => createVZapsApi({ auth: secret }))
    expect(error).toMatchObject({ kind: 'config', field: 'auth.clientSecret' })
    expect(error.message).toContain('dangerouslyAllowBrowser')
  })

  test('is refused at sign-in too', async () => {
    const error = await errorOf(createVZapsApi().auth.signIn(secret))
    expect(error).toMatchObject({ kind: 'config', field: 'auth.clientSecret' })
  })

  test.each([false, 'yes', 1])('is refused when the flag is %j', (flag) => {
    const auth = { ...secret, dangerouslyAllowBrowser: flag as boolean }
    expect(thrownBy(() => createVZapsApi({ auth }))).toMatchObject({ kind: 'config' })
  })

  test('is taken with the flag', () => {
    const auth = { ...secret, dangerouslyAllowBrowser: true }
    expect(createVZapsApi({ auth }).auth.getState()).toEqual({ status: 'signed-in' })
  })
})

describe('in a page', () => {
  test('a provider and a relay at a relative address need no flag', () => {
    const getToken = () => ({ accessToken: 'jwt', expiresIn: 60 })
    expect(() => createVZapsApi({ auth: { getToken } })).not.toThrow()
    expect(() => createVZapsApi({ auth: { proxy: true }, baseUrl: '/vzaps' })).not.toThrow()
  })

  test('a relative address is below the page’s own origin', async () => {
    const urls: string[] = []
    const vzaps = createVZapsApi({
      auth: { proxy: true },
      baseUrl: '/vzaps/',
      platform: {
        fetch: async ({ url }) => {
          urls.push(url)
          return new Response('{}')
        },
      },
    })
    await vzaps.request('GET', '/plans/list')
    expect(urls).toEqual([`${location.origin}/vzaps/plans/list`])
  })
})
