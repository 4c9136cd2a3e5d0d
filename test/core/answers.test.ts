import { describe, expect, test } from 'vitest'
import type { SchemaIssue } from 'vzaps-rtk'
import { errorOf } from '../support/async.ts'
import type { ById } from '../support/calls.ts'
import { byId } from '../support/calls.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup } from '../support/setup.ts'
import { enveloped, json } from '../support/wire.ts'

const list: ById = ({ store, e }) =>
  store.dispatch(e.listInstances.initiate({ page: 2, pageSize: 5 }))

/** An endpoint's answer, read tolerantly. */
const readWith = async (call: ById, answer: Response, strictAnswers = false) => {
  const issues: SchemaIssue[] = []
  const at = setup({ strictAnswers, onSchemaIssue: (issue) => issues.push(issue) })
  at.wire.answer(
    /./,
    ({ path }) => (path === '/token' ? json({ access_token: 'jwt', expires_in: 600 }) : answer),
    2,
  )
  const running = call(at, one)
  return { data: (await running.unwrap()) as Record<string, unknown>, issues, at }
}

interface Answers {
  readonly name: string
  readonly endpoint: string
  readonly call: ById
  /** Wire fields with what they must be; [public name, a value that fits, values that do not]. */
  readonly fields: readonly [wire: string, name: string, good: unknown, bad: readonly unknown[]][]
  readonly wrap: (fields: object) => unknown
  readonly data: (data: Record<string, unknown>) => Record<string, unknown>
  /** Where a field stands in the public shape. */
  readonly at: string
}

const text = [5, true, {}, []]
const flag = ['yes', 1, {}, []]
const rowFields: Answers['fields'] = [
  ['name', 'name', 'Support', text],
  [
    'url',
    'url',
    'https://app.vzaps.com/x',
    [5, {}, 'javascript:alert(1)', 'http://evil.test', 'no url'],
  ],
  ['webhook', 'webhook', 'https://a.test', text],
  ['status', 'status', 'ANY_WORD', text],
  ['connected', 'connected', true, flag],
  ['connected_at', 'connectedAt', '2026-01-01', text],
  ['whatsapp_push_name', 'whatsappPushName', 'Ana', text],
  ['whatsapp_jid', 'whatsappJid', '55@s', text],
  ['billing_status', 'billingStatus', 'NEW_WORD', text],
  ['cancel_at', 'cancelAt', '2026-01-01', text],
  ['expired_at', 'expiredAt', '2026-01-01', text],
  ['reject_calls', 'rejectCalls', false, flag],
  ['auto_read_messages', 'autoReadMessages', true, flag],
  ['labels', 'labels', { some_key: 1 }, [5, 'x', true]],
  ['created_at', 'createdAt', '2026-01-01', text],
  ['updated_at', 'updatedAt', '2026-01-01', text],
  ['events_subscribe', 'eventsSubscribe', ['Message'], [5, true, {}, [1]]],
]

const statusFields: Answers['fields'] = [
  ['connected', 'connected', true, flag],
  ['phone', 'phone', '55', text],
  ['whatsapp_jid', 'whatsappJid', '55@s', text],
  ['push_name', 'pushName', 'Ana', text],
  ['business_name', 'businessName', 'Shop', text],
  ['profile_picture_id', 'profilePictureId', '7', text],
  [
    'profile_picture_url',
    'profilePictureUrl',
    'https://a.test/p',
    [5, 'data:text/html,x', 'http://a.test'],
  ],
  ['profile_url', 'profileUrl', 'https://wa.me/55', [5, 'javascript:1']],
  ['verified_name', 'verifiedName', 'Shop', text],
  ['about', 'about', 'hi', text],
  ['website', 'website', 'shop', text],
  ['business_profile', 'businessProfile', { address: 'x' }, [5, 'x', true]],
]

const same = (data: Record<string, unknown>) => data

const answers: readonly Answers[] = [
  {
    name: 'an instance',
    endpoint: 'getInstance',
    call: byId.getInstance as ById,
    fields: rowFields,
    wrap: (fields) => ({ id: one, ...fields }),
    data: same,
    at: '',
  },
  {
    name: 'a row of a page',
    endpoint: 'listInstances',
    call: list,
    fields: rowFields,
    wrap: (fields) => ({
      page: 1,
      size: 5,
      total: 2,
      total_pages: 1,
      content: [{ id: 'VZA' }, { id: one, ...fields }],
    }),
    data: ({ content }) => (content as Record<string, unknown>[])[1] ?? {},
    at: 'content.1.',
  },
  {
    name: 'a session status',
    endpoint: 'getSessionStatus',
    call: byId.getSessionStatus as ById,
    fields: statusFields,
    wrap: (data) => ({ code: 200, success: true, data }),
    data: same,
    at: '',
  },
  {
    name: 'a billing session',
    endpoint: 'subscribeInstance',
    call: byId.subscribeInstance as ById,
    fields: [
      ['url', 'url', 'https://pay.test', [5, 'javascript:1', 'http://pay.test']],
      ['session_id', 'sessionId', 's', text],
      ['mode', 'mode', 'new_mode', text],
      ['subscription_id', 'subscriptionId', 's', text],
    ],
    wrap: (fields) => fields,
    data: same,
    at: '',
  },
  {
    name: 'an action',
    endpoint: 'restartInstance',
    call: byId.restartInstance as ById,
    fields: [
      ['instance_id', 'instanceId', one, text],
      ['status', 'status', 'x', text],
    ],
    wrap: (fields) => fields,
    data: same,
    at: '',
  },
  {
    name: 'a webhook',
    endpoint: 'getWebhook',
    call: byId.getWebhook as ById,
    fields: [
      ['webhook', 'webhook', 'https://a.test', text],
      ['subscribe', 'events', ['Message'], [5, {}, [1]]],
    ],
    wrap: (data) => ({ code: 200, data }),
    data: same,
    at: '',
  },
  {
    name: 'a resume',
    endpoint: 'resumeSubscription',
    call: byId.resumeSubscription as ById,
    fields: [['status', 'status', 'ok', text]],
    wrap: (fields) => fields,
    data: same,
    at: '',
  },
  {
    name: 'a cancel',
    endpoint: 'cancelInstance',
    call: byId.cancelInstance as ById,
    fields: [['message', 'message', 'ok', text]],
    wrap: (fields) => fields,
    data: same,
    at: '',
  },
]

describe.each(answers)('$name', ({ endpoint, call, fields, wrap, data: pick, at: prefix }) => {
  const neighbour = fields.find(([wire]) => wire !== 'url') ?? fields[0]

  test.each(fields)('takes %s', async (wire, name, good) => {
    const { data, issues } = await readWith(call, json(wrap({ [wire]: good })), true)
    expect(pick(data)[name]).toEqual(good)
    expect(issues).toEqual([])
  })

  test.each(fields)('takes a %s that is null or missing', async (wire, name) => {
    const { data, issues } = await readWith(call, json(wrap({ [wire]: null })), true)
    expect(pick(data)[name] ?? null).toBeNull()
    expect(pick((await readWith(call, json(wrap({})), true)).data)[name]).toBeUndefined()
    expect(issues).toEqual([])
  })

  test.each(
    fields.flatMap(([wire, name, , bad]) => bad.map((value) => [wire, name, value] as const)),
  )('leaves a wrong %s (%s: %j) out, keeps the rest and reports it', async (wire, name, bad) => {
    const [otherWire, otherName, otherGood] =
      neighbour && neighbour[0] !== wire ? neighbour : ['extra_field', 'extraField', 1]
    const answer = () => json(wrap({ [wire]: bad, [otherWire]: otherGood }))
    const { data, issues } = await readWith(call, answer())
    expect(pick(data)).not.toHaveProperty(name)
    expect(pick(data)[otherName]).toEqual(otherGood)
    expect(issues[0]).toMatchObject({ endpoint, path: expect.stringMatching(`^${prefix}${name}`) })
    expect(issues[0]?.expected).not.toBe('')

    const strict = await errorOf(readWith(call, answer(), true))
    expect(strict).toMatchObject({ kind: 'parse', path: issues[0]?.path, outcome: 'unknown' })
  })

  test('keeps fields that nobody knows, in camelCase', async () => {
    const { data } = await readWith(call, json(wrap({ some_new_field: { inner_key: 1 } })), true)
    expect(pick(data).someNewField).toEqual({ inner_key: 1 })
  })

  test('drops keys that reach a prototype', async () => {
    const evil = JSON.stringify(wrap({ marker: 1 })).replace(
      '"marker":1',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":1,"nested":{"__proto__":{"polluted":1},"constructor":{"prototype":1},"prototype":1,"a":1}',
    )
    const { data } = await readWith(call, new Response(evil), true)
    const row = pick(data)
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['constructor']))
    expect(row.nested).toEqual({ a: 1 })
    expect(Object.getPrototypeOf(row.nested)).toBe(Object.prototype)
    expect((row as { polluted?: unknown }).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('onSchemaIssue', () => {
  test('that throws does not fail the call', async () => {
    const at = setup({
      strictAnswers: false,
      onSchemaIssue: () => {
        throw new Error('no')
      },
    })
    at.wire.answer(/get$/, json({ id: one, name: 5 }))
    expect(await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()).toEqual({ id: one })
  })

  test('hears of each misfit of a page', async () => {
    const content = [
      { id: 'VZA', name: 1 },
      { id: 'VZB', connected: 'no', url: 'ftp://x' },
    ]
    const { issues, data } = await readWith(list, json({ content }))
    expect(issues.map(({ path }) => path)).toEqual([
      'content.0.name',
      'content.1.url',
      'content.1.connected',
    ])
    expect(data.content).toEqual([{ id: 'VZA' }, { id: 'VZB' }])
  })
})

describe('a page', () => {
  test('is read as it is', async () => {
    const { data } = await readWith(
      list,
      json({ page: 3, size: 7, total: 20, total_pages: 3, content: [], summary: { some_key: 1 } }),
      true,
    )
    expect(data).toEqual({
      page: 3,
      size: 7,
      total: 20,
      totalPages: 3,
      content: [],
      summary: { some_key: 1 },
    })
  })

  test.each([{}, { page: null, size: null, total: null, total_pages: null }])(
    'without numbers (%j) gets them from what was asked and what is there',
    async (numbers) => {
      const content = [{ id: 'VZA' }, { id: 'VZB' }]
      const { data } = await readWith(list, json({ ...numbers, content }), true)
      expect(data).toEqual({ page: 2, size: 5, total: 2, totalPages: 1, content })
    },
  )

  test('makes its number of pages from the total', async () => {
    const { data } = await readWith(list, json({ total: 11, size: 5, content: [] }), true)
    expect(data).toMatchObject({ total: 11, totalPages: 3 })
  })

  test.each([{}, { content: null }, { content: {} }, { content: 'x' }])(
    'needs its content: %j',
    async (page) => {
      expect(await errorOf(readWith(list, json(page)))).toMatchObject({
        kind: 'parse',
        path: 'content',
      })
    },
  )

  test.each([{}, { id: null }, { id: 5 }, { id: '' }])(
    'needs the id of each row: %j',
    async (row) => {
      const answer = json({ content: [{ id: 'VZA' }, row] })
      expect(await errorOf(readWith(list, answer))).toMatchObject({
        kind: 'parse',
        path: 'content.1.id',
      })
    },
  )

  test('has no token of any row', async () => {
    const { data, at } = await readWith(
      list,
      json({ content: [{ id: 'VZA', token: 'inst_secret' }] }),
      true,
    )
    expect(data.content).toEqual([{ id: 'VZA' }])
    expect(at.vzaps.tokens.get('VZA')).toBe('inst_secret')
  })
})

describe('events', () => {
  test.each<[unknown, readonly string[]]>([
    ['Message,ReadReceipt', ['Message', 'ReadReceipt']],
    [' Message , New_Event ,', ['Message', 'New_Event']],
    ['', []],
    [[], []],
    [
      ['Message', 'Unknown'],
      ['Message', 'Unknown'],
    ],
  ])('%j are %j', async (wire, events) => {
    const row = await readWith(
      byId.getInstance as ById,
      json({ id: one, events_subscribe: wire }),
      true,
    )
    expect(row.data.eventsSubscribe).toEqual(events)
    for (const key of ['subscribe', 'events']) {
      const hook = await readWith(
        byId.getWebhook as ById,
        enveloped({ webhook: '', [key]: wire }),
        true,
      )
      expect(hook.data).toEqual({ instanceId: one, webhook: '', events })
    }
  })
})

describe('a URL from the server', () => {
  test.each([
    'https://a.test/x?y#z',
    'http://localhost:3000/',
    'http://127.0.0.1/checkout',
    'http://[::1]/',
  ])('%s is given on', async (url) => {
    expect((await readWith(byId.subscribeInstance as ById, json({ url }), true)).data.url).toBe(url)
  })

  test.each([
    'http://a.test',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.test',
    '//a.test',
    '/x',
    'file:///etc',
    'blob:https://a.test/1',
  ])('%s is left out', async (url) => {
    const { data, issues } = await readWith(
      byId.subscribeInstance as ById,
      json({ url, mode: 'checkout' }),
    )
    expect(data).toEqual({ mode: 'checkout' })
    expect(issues).toHaveLength(1)
  })

  test.each([
    ['https:/account/delete', 'https://account/delete'],
    ['https:pay.test/x', 'https://pay.test/x'],
    [' https://pay.test/x\n', 'https://pay.test/x'],
    ['https:\\\\pay.test\\x', 'https://pay.test/x'],
    ['HTTPS://PAY.test/x', 'https://pay.test/x'],
    ['http:/localhost/x', 'http://localhost/x'],
  ])('%j is given on as %s: in the absolute form that the library judged', async (url, given) => {
    const read = await readWith(byId.subscribeInstance as ById, json({ url }), true)
    expect(read.data.url).toBe(given)
  })

  test.each([
    ['website', byId.getSessionStatus, 'website'],
    ['profile_url', byId.getSessionStatus, 'profileUrl'],
    ['webhook', byId.getInstance, 'webhook'],
    ['webhook', byId.getWebhook, 'webhook'],
    ['url', byId.subscribeInstance, 'url'],
  ] as const)('that runs a script is left out, and reported: %s', async (wire, call, name) => {
    for (const url of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'java\nscript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
    ]) {
      const { data, issues } = await readWith(call as ById, json({ id: one, [wire]: url }))
      expect(data).not.toHaveProperty(name)
      expect(issues).toMatchObject([{ path: name }])
    }
  })

  test('that runs a script is left out of fields that the library does not know', async () => {
    const row = {
      id: one,
      portal_url: 'javascript:alert(1)',
      avatar_uri: 'data:text/html,x',
      help_link: 'https://a.test/help',
      note: 'javascript: the good parts',
    }
    for (const call of [byId.getInstance, byId.subscribeInstance, byId.getSessionStatus]) {
      const { data } = await readWith(call as ById, json(row), true)
      expect(data).toEqual({ id: one, helpLink: 'https://a.test/help', note: row.note })
    }
  })

  test.each(['homepage', 'avatar', 'profile_picture', 'checkout', 'redirect_to', 'x'])(
    'that runs a script is left out whatever an unknown field is called: %s',
    async (name) => {
      const script = 'jav\nascript:alert(1)'
      const row = {
        id: one,
        [name]: script,
        about: { [name]: script, since: 2020, all: [script, 'https://a.test/', [script]] },
        labels: { site_url: 'file:///etc/passwd', team: 'data: see the sheet', x: script },
      }
      const { data } = await readWith(byId.getInstance as ById, json(row), true)
      expect(data).toEqual({
        id: one,
        about: { since: 2020, all: ['https://a.test/', []] },
        labels: { team: 'data: see the sheet' },
      })
    },
  )

  test('that is a picture stays, in a field of any name but a link’s', async () => {
    const picture = 'data:image/png;base64,AAAA'
    const row = { id: one, avatar: picture, pictures: [picture], picture_url: picture }
    const { data } = await readWith(byId.getInstance as ById, json(row), true)
    expect(data).toEqual({ id: one, avatar: picture, pictures: [picture] })
  })

  test('that runs a script is left out of what a free call answers', async () => {
    const body = { plans: [{ url: 'javascript:alert(1)', name: 'Pro' }] }
    const { data } = await readWith(byId.request as ById, json(body), true)
    expect(data).toEqual({ plans: [{ name: 'Pro' }] })
  })

  test.each([
    'https://shop.example',
    'http://shop.example',
    'shop.example',
    'shop.example:8080',
    '',
  ])('that a person typed stays as it is: %j', async (website) => {
    const read = await readWith(byId.getSessionStatus as ById, json({ website }), true)
    expect(read.data.website).toBe(website)
  })

  test('that is empty counts as absent', async () => {
    expect(
      (await readWith(byId.subscribeInstance as ById, json({ url: '' }), true)).data.url,
    ).toBeNull()
  })
})

describe('a QR code', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo='
  const qr = byId.getSessionQr as ById

  test.each<[unknown, unknown]>([
    [{ qr_code: png }, { qrCode: png }],
    [{ QRCode: png }, { qrCode: png }],
    [{ qrCode: png }, { qrCode: png }],
    [{ qr_code: null, QRCode: png }, { qrCode: png }],
    [{ qr_code: 'iVBORw0KGgo=' }, { qrCode: png }],
    [
      { qr_code: png, status: 'PAIRING' },
      { qrCode: png, status: 'PAIRING' },
    ],
    [
      { status: 'CONNECTED', phone: '55' },
      { status: 'CONNECTED', phone: '55' },
    ],
    [{ pairing_status: 'connected' }, { pairingStatus: 'connected', status: 'connected' }],
    [{ qr_code: '', status: 'CONNECTED' }, { status: 'CONNECTED' }],
  ])('%j is read as %j, enveloped or bare', async (data, expected) => {
    for (const answer of [enveloped(data), json(data)]) {
      expect((await readWith(qr, answer, true)).data).toEqual(expected)
    }
  })

  test.each([
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html;base64,PHN2Zz4=',
    'data:image/png,raw',
    'data:image/png;base64,',
    'data:image/png;base64,a"onerror="x',
    'javascript:alert(1)',
    'https://evil.test/qr.png',
    'not base64!',
    5,
    {},
    true,
  ])('%j is a parse error, tolerantly too', async (code) => {
    const error = await errorOf(readWith(qr, enveloped({ qr_code: code })))
    expect(error).toMatchObject({ kind: 'parse', path: 'qrCode' })
  })
})

describe('a pair code', () => {
  const pair = byId.getPairCode as ById

  test.each(['linking_code', 'LinkingCode', 'linkingCode'])(
    'is read from %s, enveloped or bare',
    async (key) => {
      for (const answer of [enveloped({ [key]: '9H3J-H3J8' }), json({ [key]: '9H3J-H3J8' })]) {
        expect((await readWith(pair, answer, true)).data).toEqual({ linkingCode: '9H3J-H3J8' })
      }
    },
  )

  test.each([{}, { linking_code: null }, { linking_code: '' }, { linking_code: 5 }])(
    'needs a text: %j',
    async (data) => {
      expect(await errorOf(readWith(pair, enveloped(data)))).toMatchObject({
        kind: 'parse',
        path: 'linkingCode',
      })
    },
  )
})

describe('an envelope', () => {
  test.each(['getSessionStatus', 'disconnectSession', 'getWebhook'])(
    'is taken off, or not there: %s',
    async (name) => {
      const call = byId[name] as (at: Setup, id: string) => ReturnType<ById>
      const enclosed = await readWith(call, enveloped({ status: 'x', some_key: 1 }), true)
      const bare = await readWith(call, json({ status: 'x', some_key: 1 }), true)
      expect(enclosed.data).toMatchObject({ status: 'x', someKey: 1 })
      expect(bare.data).toEqual(enclosed.data)
    },
  )

  test.each(['getSessionStatus', 'getSessionQr', 'getPairCode', 'getWebhook', 'setWebhook'])(
    'without data is a parse error: %s',
    async (name) => {
      for (const answer of [
        { code: 200, success: true },
        { success: true },
        { code: 200, success: true, message: 'ok' },
        { code: 200, success: true, data: null },
        { code: 200, success: true, request_id: 'r-1', timestamp: 5 },
        { data: null },
        { message: 'ok' },
      ]) {
        expect(await errorOf(readWith(byId[name] as ById, json(answer)))).toMatchObject({
          kind: 'parse',
        })
      }
    },
  )

  test.each(['getSessionStatus', 'getPairCode', 'getWebhook', 'setWebhook'])(
    'with fields of its own beside the data that is missing is one too: %s',
    async (name) => {
      for (const answer of [
        { code: 200, success: true, status: 'OK' },
        { success: true, message: 'ok', path: '/instances', version: 2 },
      ]) {
        expect(await errorOf(readWith(byId[name] as ById, json(answer)))).toMatchObject({
          kind: 'parse',
        })
      }
    },
  )

  test.each(Object.keys(byId).filter((name) => !/^(request|deleteInstance)/.test(name)))(
    'that says of itself that it is none, with a good status, is a parse error: %s',
    async (name) => {
      const answer = json({ code: 500, success: false, message: 'no', id: one, linking_code: 'x' })
      const error = await errorOf(readWith(byId[name] as ById, answer))
      expect(error).toMatchObject({ kind: 'parse', path: 'success', outcome: 'unknown' })
    },
  )

  test('without data is enough for a disconnect, and a flag beside the data is no envelope', async () => {
    const done = await readWith(byId.disconnectSession as ById, json({ code: 200, success: true }))
    expect(done.data).toMatchObject({ success: true })
    const bare = json({ success: true, connected: true })
    expect((await readWith(byId.getSessionStatus as ById, bare)).data).toMatchObject({
      connected: true,
    })
  })

  test('leaves the inside of a business profile’s options as it is', async () => {
    const business_profile = {
      business_hours_timezone: 'UTC',
      profile_options: { cart_enabled: 'true' },
      categories: [{ id: '1', name: 'x' }],
    }
    const { data } = await readWith(
      byId.getSessionStatus as ById,
      enveloped({ business_profile }),
      true,
    )
    expect(data.businessProfile).toEqual({
      businessHoursTimezone: 'UTC',
      profileOptions: { cart_enabled: 'true' },
      categories: [{ id: '1', name: 'x' }],
    })
  })
})

describe('reading', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: `VZ${at}`,
      connected: 'yes',
      labels: [],
      events_subscribe: ['All', 5],
    }))

  test('takes out the misfits of 40,000 rows in one walk, and reports each', async () => {
    const started = process.cpuUsage()
    const { data, issues } = await readWith(
      ({ store, e }) => store.dispatch(e.listInstances.initiate()),
      json({ content: rows(40_000) }),
    )
    expect((data.content as unknown[])[39_999]).toEqual({ id: 'VZ39999' })
    expect(issues).toHaveLength(120_000)
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(15_000)
  }, 120_000)

  test('finds the tokens of 40,000 rows in names that repeat what they begin with, in one walk', async () => {
    const alike = 'inst_tok'.repeat(7)
    const content = Array.from({ length: 40_000 }, (_, at) => ({
      id: `VZ${at}`,
      token: `${'inst_tok'.repeat(1 + (at % 20))}${at}`,
      name: at % 1_000 === 0 ? `inst_tok${at % 20 === 0 ? at : ''}` : `${alike} ${alike}`,
    }))
    const started = process.cpuUsage()
    const { data } = await readWith(
      ({ store, e }) => store.dispatch(e.listInstances.initiate()),
      json({ content }),
    )
    const names = (data.content as { name: string }[]).map(({ name }) => name)
    expect(names[1]).toBe(`${alike} ${alike}`)
    expect(names[3_000]).toBe('[REDACTED]')
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(30_000)
  }, 120_000)

  test('names the first row that it cannot do without, of 40,000 with misfits', async () => {
    const started = process.cpuUsage()
    const content = [...rows(40_000), { name: 'no id', connected: 1 }, ...rows(10), {}]
    const read = readWith(
      ({ store, e }) => store.dispatch(e.listInstances.initiate()),
      json({ content }),
    )
    expect(await errorOf(read)).toMatchObject({ kind: 'parse', path: 'content.40000.id' })
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(15_000)
  }, 120_000)
})
