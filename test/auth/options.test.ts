import { describe, expect, test } from 'vitest'
import type { AuthOptions } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { thrownBy } from '../support/async.ts'
import { setup } from '../support/setup.ts'

const signIn = (auth: unknown, more: object = {}) =>
  createVZapsApi({ auth: auth as AuthOptions, ...more })

const getToken = () => ({ accessToken: 'jwt', expiresIn: 60 })

describe('auth options', () => {
  test.each<[string, unknown]>([
    ['auth', null],
    ['auth', 'secret'],
    ['auth', []],
    ['auth', {}],
    ['auth', { clientId: 'x' }],
    ['auth.clientToken', { clientSecret: 'secret' }],
    ['auth.clientToken', { clientToken: '', clientSecret: 'secret' }],
    ['auth.clientToken', { clientToken: ' \t', clientSecret: 'secret' }],
    ['auth.clientToken', { clientToken: 5, clientSecret: 'secret' }],
    ['auth.clientToken', { clientToken: 'a\nb', clientSecret: 'secret' }],
    ['auth.clientToken', { clientToken: 'schlüssel', clientSecret: 'secret' }],
    ['auth.clientSecret', { clientToken: 'token' }],
    ['auth.clientSecret', { clientToken: 'token', clientSecret: '  ' }],
    ['auth.clientSecret', { clientToken: 'token', clientSecret: null }],
    ['auth.getToken', { getToken: 'jwt' }],
    ['auth.getToken', { getToken: undefined }],
    ['auth.clientToken', { getToken, clientToken: '' }],
    ['auth.clientToken', { getToken, clientToken: null }],
    ['auth.proxy', { proxy: false }],
    ['auth.proxy', { proxy: 'yes' }],
    ['auth.proxy', { proxy: false, getToken }],
    ['baseUrl', { proxy: true }],
    ['auth.clientSecret', { getToken, clientSecret: 'secret' }],
    ['auth.getTokens', { getToken, getTokens: getToken }],
    ['auth.clientToken', { proxy: true, clientToken: 'token' }],
    ['auth.header', { proxy: true, header: {} }],
    ['auth.secret', { clientToken: 'token', clientSecret: 'secret', secret: 'secret' }],
  ])('are refused with %s named: %j', (field, auth) => {
    expect(thrownBy(() => signIn(auth))).toMatchObject({ kind: 'config', field })
  })

  test('refuse a credentials mode of fetch that there is not', () => {
    const make = () =>
      signIn({ proxy: true, credentials: 'all' }, { baseUrl: 'https://relay.test' })
    expect(thrownBy(make)).toMatchObject({ kind: 'config', field: 'auth.credentials' })
  })

  test('never repeat a bad secret in the error', () => {
    const secret = 'very-secret\u0000value'
    const error = thrownBy(() => signIn({ clientToken: 'token', clientSecret: secret }))
    expect(JSON.stringify([error, error.message, String(error)])).not.toContain('very-secret')
  })

  test.each<[string, unknown, object]>([
    ['a provider', { getToken }, {}],
    ['a provider and a client token', { getToken, clientToken: 'token' }, {}],
    ['a relay', { proxy: true }, { baseUrl: 'https://relay.test' }],
    ['undefined', { getToken, clientToken: undefined }, {}],
    ['undefined for the options of other modes', { proxy: undefined, getToken }, {}],
    [
      'undefined for those of both others',
      { proxy: undefined, getToken: undefined, clientToken: 'token', clientSecret: 'secret' },
      {},
    ],
    [
      'undefined too',
      { clientToken: 'token', clientSecret: 'secret', dangerouslyAllowBrowser: undefined },
      {},
    ],
    [
      'a relay and undefined',
      { proxy: true, headers: undefined, credentials: undefined },
      { baseUrl: 'https://relay.test' },
    ],
    ['credentials', { clientToken: 'token', clientSecret: 'secret' }, {}],
  ])('take %s', (_name, auth, more) => {
    expect(signIn(auth, more).auth.getState()).toEqual({ status: 'signed-in' })
  })

  test('take credentials without the blanks around them', async () => {
    const at = setup({ auth: { clientToken: '  token ', clientSecret: '\tsecret\n' } })
    await at.vzaps.auth.getAccessToken().catch(() => {})
    expect(at.wire.tokens()[0]?.body).toEqual({ client_token: 'token', client_secret: 'secret' })
  })
})
