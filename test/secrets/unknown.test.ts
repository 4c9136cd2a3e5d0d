import { describe, expect, test } from 'vitest'
import type { Activity, AuthOptions } from 'vzaps-rtk'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'
import { withoutUnknownSecrets } from '../../src/core/secrets/unknown-secrets.ts'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

// Secrets that the vault has never seen: in what getToken throws, in answers of servers, in headers of the app's own.

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9'
const opaque = 'zq81-Kd02.mW'

const expectGone = (evidence: unknown, secrets: readonly string[]) => {
  const text = JSON.stringify(evidence)
  for (const secret of secrets) expect(text).not.toContain(secret)
}

describe('a token that nobody knows yet', () => {
  const wire: Record<string, string> = {
    'cut JSON': `{"access_token":"${opaque}","expires_in":36`,
    'JSON that was cut inside it': `{"expires_in":3600,"access_token":"${opaque}`,
    'JSON in a text': JSON.stringify({
      message: `upstream said ${JSON.stringify({ accessToken: opaque, expires_in: 3600 })}`,
    }),
    'JSON in JSON in a text': JSON.stringify({
      error: JSON.stringify(JSON.stringify({ client_secret: opaque })),
    }),
    'PHP’s JSON in a text': JSON.stringify({ message: `{"token":"a\\/${opaque}\\/b"}` }),
    'a nested object, cut': `{"token":{"value":"${opaque}"`,
    'an HTML table': `<tr><td>client_token</td><td>${opaque}</td></tr>`,
    'an HTML form': `<input type="hidden" name="access_token" value="${opaque}">`,
    'escaped HTML': `&quot;instance_token&quot;:&quot;${opaque}&quot;`,
    'a dump of headers': `Authorization: Bearer ${opaque}\nX-Instance-Token: ${opaque}\n`,
    'a URL': `GET https://a.test/cb?access_token=${opaque}&next=1 failed`,
    'a form': `client_token=abc&client_secret=${opaque}`,
    'a dump of an object': `Array ( [access_token] => ${opaque} [expires_in] => 3600 )`,
    'a dump of PHP': `array(1) {\n  ["access_token"]=>\n  string(12) "${opaque}"\n}`,
    'PHP’s serialized form': `a:1:{s:12:"access_token";s:12:"${opaque}";}`,
    'bytes of Python': `{b'access_token': b'${opaque}'}`,
    'a struct of Go': `&Token{AccessToken:"${opaque}", Expires:1}`,
    'a block of YAML': `access_token: >-\n  ${opaque}\n`,
    'a list of names and values': `["access_token","${opaque}"]`,
    'an object’s later field, cut': `{"token":{"type":"Bearer","expires_in":3600,"value":"${opaque}"`,
    'an attribute of XML': `<token id="1" value="${opaque}"/>`,
    'CDATA of XML': `<token><![CDATA[${opaque}]]></token>`,
    'an HTML form with its attributes in another order': `<input value="${opaque}" id="t" name="access_token">`,
    'an HTML form with more attributes': `<input name="access_token" id="t1" class="x" value="${opaque}">`,
    'a statement of SQL': `INSERT INTO t (client_secret) VALUES ('${opaque}')`,
    'a table of Markdown': `| access_token | ${opaque} |`,
    'code in Markdown': `**access_token**: \`${opaque}\``,
    'an URL-encoded URL': `redirect=%2Fcb%3Faccess_token%3D${opaque}%26x`,
    'URL-encoded JSON': encodeURIComponent(JSON.stringify({ access_token: opaque })),
    'JSON with escapes': `{"access_token"\\u003a"${opaque}"`,
    'a script of a page': `<script>window.__TOKEN__ = "${opaque}";</script>`,
    'a variable of the environment': `SECRET_KEY_BASE=${opaque}`,
    'a signed URL': `https://a.test/file?sig=${opaque}&se=1`,
    'a cookie': `Set-Cookie: sid=${opaque}; Path=/`,
    'a header with a scheme of its own': `Authorization: Custom ${opaque}`,
    ...Object.fromEntries(
      [
        ...['session_id', 'privateKey', 'pwd', 'passphrase', 'signature', 'credentials'],
        ...['secretKey', 'token_value', 'access-key', 'jwtString', 'refresh_tokens'],
      ].map((name) => [`a field named ${name}`, `{"${name}":"${opaque}`]),
    ),
    'a nested object with a field of any name, cut': `{"access_token": {"raw": "${opaque}`,
    'a list of keys and values': `{"key":"client_secret","val":"${opaque}"}`,
    'headers in JSON': JSON.stringify({ Cookie: `a=1; sid=${opaque}` }),
    'headers in JSON, as lists': JSON.stringify({ 'set-cookie': [`sid=${opaque}; Path=/`] }),
    'a challenge': `WWW-Authenticate: Bearer realm="x", token="${opaque}"`,
    'the password of a URL': `could not reach https://user:${opaque}@a.test/list`,
    'a pair of Perl': `client_token -> ${opaque}`,
    'a sentence': `Invalid client secret provided: ${opaque}`,
    'a JWT without a name': `could not parse ${jwt}`,
    'a JWT that was cut': `could not parse ${jwt.slice(0, 30)}`,
  }

  test.each(Object.entries(wire))('is in no error of a call: %s', async (_what, body) => {
    const at = setup()
    at.wire.answer(/get$/, new Response(body, { status: 500 }))
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error).toMatchObject({ kind: 'http', status: 500 })
    expectGone([error, at.actions, at.states], [opaque, jwt.slice(0, 30)])
  })

  test.each(Object.entries(wire))('is in no error of /token: %s', async (_what, body) => {
    const at = setup({ auth: null })
    at.wire.answer('POST /token', new Response(body, { status: 502 }))
    const error = await errorOf(at.vzaps.auth.signIn(at.gateway.credentials))
    expectGone([error, at.vzaps.auth.getState()], [opaque, jwt.slice(0, 30)])
  })

  test.each([
    ['base64 with signs', 'abc/def+ghi/jkl+mno0='],
    ['base64 of letters', 'QWxhZGRpbg/pvcGVu+IHNlc2FtZQ=='],
    ['dotted', 'a1b2c3.d4e5f6.g7h8i9'],
    ['dashed', 'zq81-kd02-mw55-xy91'],
    ['URL-encoded', 'abc%2Fdef%2Bghi%2Fjkl0'],
    ['a JWT', jwt],
    ['named', `{"accessToken":"${opaque}"}`],
  ])('is in no error of getToken: %s', async (_form, token) => {
    const thrown = new Error(`the token endpoint answered 500: ${token}`)
    const at = setup({ auth: { getToken: () => Promise.reject(thrown) } })
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error.message).toContain('the token endpoint answered 500')
    expectGone([error, at.actions, at.vzaps.auth.getState()], [token, token.slice(0, 12), opaque])
  })

  test.each([
    'Invalid token: signature mismatch',
    'The token has expired',
    'no token for instance VZ0123456789ABCDEFGHIJKLMNOP',
    'https://hooks.example.com/path/to/hook is not reachable',
    'secret is required',
    'Authorization header is missing',
    'access_token and expires_in are required',
    'client_secret must be a string',
    'Invalid credentials supplied',
    'Token expired at 2026-01-01T00:00:00Z',
    'Signature verification failed for webhook https://a.test/hook',
    'cookie consent required',
  ])('is not seen in what people write: %s', async (message) => {
    const at = setup()
    at.wire.answer(/get$/, json({ message }, 400))
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      message,
    })
  })

  test('is looked for in no time, whatever the text is made of', () => {
    const parts = [
      'token',
      'token="',
      '"is":"is",',
      ' type="text"',
      '<![CDATA[]]>',
      '<a>',
      '&quot;',
    ]
    parts.push(
      '://a:',
      '{"a":',
      '\\',
      '\\"',
      '%25',
      '"a":1,',
      'cookie:',
      'value="aaaaaaaa" ',
      ';s:1:',
      ',"',
      'is ',
    )
    const started = process.cpuUsage()
    for (const one of parts) {
      for (const other of parts) withoutUnknownSecrets(`token${(one + other).repeat(1_000)}`)
    }
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000)
  })

  test('does not change what rows say', async () => {
    const at = setup()
    const webhook = 'https://hooks.example.com/?token=of-the-app-0123456789'
    at.wire.answer(/get$/, json({ id: one, name: 'secret: 12345678', webhook }))
    expect(await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()).toEqual({
      id: one,
      name: 'secret: 12345678',
      webhook,
    })
  })
})

const relay = (headers: Extract<AuthOptions, { proxy: true }>['headers']) =>
  setup({ baseUrl: 'https://relay.example', auth: { proxy: true, headers } })

describe('a header of the app’s own for its relay', () => {
  const value = 'acme-corp-session-key'

  test.each([
    'Authorization',
    'X-Auth',
    'X-Auth-Token',
    'X-Jwt',
    'X-Signature',
    'X-Api-Key',
    'X-Session-Id',
    'X-CSRF-Token',
    'X-XSRF',
    'Cookie2',
    'X-Credential',
    'X-Access-Key',
    'X-Password',
    'X-Passphrase',
    'X-Hmac',
    'Proxy-Authorization',
    'Ocp-Apim-Subscription-Key',
    'X-Functions-Key',
    'X-Master-Key',
  ])('is secret by its name: %s', async (name) => {
    const at = relay({ [name]: `Scheme ${value}` })
    const activities: Activity[] = []
    at.vzaps.activity$.subscribe((activity) => activities.push(activity))
    at.wire.answer(/get$/, json({ message: `no: ${value}` }, 400, { [name]: value }))
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error.message).toBe('no: [REDACTED]')
    expect(activities.length).toBeGreaterThan(1)
    expectGone([error, at.actions, at.states, activities], [value])
  })

  test.each([
    ['a JWT', jwt],
    ['hex digits', '0123456789abcdef'.repeat(3)],
    ['mixed letters and digits', 'k3Y9vQx7Lm2Np4Rs8Tz1'],
    ['one of several parts', 'v=1; key k3Y9vQx7Lm2Np4Rs8Tz1'],
  ])('is secret by its shape: %s', async (_shape, text) => {
    const at = relay({ 'X-Context': text })
    const activities: Activity[] = []
    at.vzaps.activity$.subscribe((activity) => activities.push(activity))
    const secret = text.split(' ').at(-1) ?? ''
    at.wire.answer(/get$/, json({ message: `no: ${secret}` }, 400))
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expectGone([error, at.actions, at.states, activities], [secret])
  })

  test.each([
    ['X-Tenant-Key', 'acme-corp'],
    ['X-Tenant', '550e8400-e29b-41d4-a716-446655440000'],
    ['X-Instance', one.padEnd(28, 'A0')],
    ['X-Author', 'maria.silva.2'],
    ['X-Authority', 'tenants.example.com'],
    ['X-Authenticated-User', 'maria.silva.2'],
    ['Idempotency-Key', '550e8400-e29b-41d4-a716-446655440000'],
    ['Accept-Language', 'pt-BR,pt;q=0.9'],
  ])('is no secret otherwise: %s: %s', async (name, text) => {
    const at = relay({ [name]: text })
    const activities: Activity[] = []
    at.vzaps.activity$.subscribe((activity) => activities.push(activity))
    at.wire.answer(/get$/, json({ id: one, name: text }))
    expect(await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()).toMatchObject({
      name: text,
    })
    at.wire.answer(/list$/, json({ content: [{ id: text }] }))
    await at.store.dispatch(at.e.listInstances.initiate({ search: text })).unwrap()
    expect(JSON.stringify(activities)).toContain(text)
  })

  test('is known though it changes with every call', async () => {
    let count = 0
    const at = relay(() => ({ 'X-Auth': `nonce-of-call-${++count}` }))
    at.wire.answer(/get$/, ({ headers }) => json({ message: `no: ${headers['x-auth']}` }, 400), 150)
    for (let call = 0; call < 150; call++) {
      const error = await errorOf(at.vzaps.request('POST', '/instances/get', {}))
      expect(error.message).toBe('no: [REDACTED]')
    }
  })

  test('that changes with every call does not fill the memory: the last thousand are known', () => {
    const finder = createSecretFinder()
    finder.add('a lasting secret')
    const passing = Array.from({ length: 10_000 }, (_, at) => `nonce-of-call-${at}-`)
    for (const secret of passing) {
      finder.add(passing[0] ?? '', 'passing')
      finder.add(secret, 'passing')
    }
    const known = passing.filter((secret) => finder.has(secret))
    expect(known.length).toBeLessThan(2_001)
    expect(known).toEqual([passing[0], ...passing.slice(1 - known.length)])
    expect(known.length).toBeGreaterThan(999)
    expect(finder.has('a lasting secret')).toBe(true)
  })
})
