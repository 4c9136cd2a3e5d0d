import type { Compared } from './records.ts'

/** Why a case is not simply the same as with the official clients. */
export type Verdict =
  /** The clients differ (or one of them is alone); `sends` is what docs/wire.md says. */
  | { readonly kind: 'decided'; readonly why: string; readonly sends: readonly Partial<Compared>[] }
  /** We refuse it, as docs/wire.md says: nothing is sent. */
  | { readonly kind: 'stricter'; readonly why: string; readonly error?: string }
  /** There is no such option here; the call is refused, or made without it (`sends`). */
  | {
      readonly kind: 'not offered'
      readonly why: string
      readonly sends?: readonly Partial<Compared>[]
    }

const decided = (why: string, ...sends: Partial<Compared>[]): Verdict => ({
  kind: 'decided',
  why,
  sends,
})
const stricter = (why: string, error = 'validation'): Verdict => ({ kind: 'stricter', why, error })
const notOffered = (why: string, ...sends: Partial<Compared>[]): Verdict => ({
  kind: 'not offered',
  why,
  ...(sends.length > 0 ? { sends } : {}),
})

const token: Partial<Compared> = {
  method: 'POST',
  path: '/token',
  headers: { 'content-type': 'application/json' },
  body: { client_token: 'ct-1', client_secret: 'cs-secret-1' },
}
const get: Partial<Compared> = { method: 'POST', path: '/instances/get', body: { id: 'VZABC123' } }
const restart: Partial<Compared> = {
  method: 'POST',
  path: '/instances/VZABC123/restart',
  body: null,
}
const list = (body: object): Partial<Compared> => ({
  method: 'POST',
  path: '/instances/list',
  body: { page: 1, size: 20, filter: {}, ...body },
})
const create = (body: object): Partial<Compared> => ({
  method: 'PUT',
  path: '/instances/create',
  body: { name: 'Support', ...body },
})

const badId = stricter('an id that would change the path')
const encoded = 'ids go through encodeURIComponent, as in the TypeScript client'
const emptyObject = 'an empty object is {} (PHP sends [])'
const snake = 'top-level keys become snake_case (Python sends them as they come)'
const header = notOffered('extra headers are the library’s own')

/** The cases in which there is something to say, by name. */
export const verdicts: Readonly<Record<string, Verdict>> = {
  'client.construct: clientSecret empty': stricter('a config error, thrown at once', 'config'),
  'client.construct: clientToken empty': stricter('a config error, thrown at once', 'config'),
  'client.construct: clientToken padded': decided('trimmed, as in the PHP client', token, restart),
  'client.construct: userAgent set': notOffered('a browser forbids the header', token, restart),

  'fault: instances.get: five calls at once on a cold client; first token answer 500': decided(
    'all that wait fail with the error of the one request for a token',
    token,
  ),
  'fault: instances.get: token request answered 401 always': decided('/token: one try', token),
  'fault: instances.get: token request answered 401 once': decided('/token: one try', token),
  'fault: instances.get: token response expires_in 0': decided('an auth error', token),

  'instances.cancel: id .': badId,
  'instances.cancel: id ..': badId,
  'instances.delete: id .': badId,
  'instances.delete: id ..': badId,
  'instances.restart: id .': badId,
  'instances.restart: id ..': badId,
  'instances.resumeSubscription: id ..': badId,
  'instances.resumeSubscription: id empty': badId,
  'instances.update: id .': badId,
  'instances.update: id ..': badId,
  'instances.update: id empty': badId,
  'sessions.qr: id .': badId,
  'sessions.qr: id ..': badId,
  'sessions.status: id ..': badId,

  "instances.cancel: id with -_.!~*'()": decided(encoded, {
    method: 'PUT',
    path: "/instances/a-_.!~*'()/cancel",
  }),
  "instances.delete: id with -_.!~*'()": decided(encoded, {
    method: 'DELETE',
    path: "/instances/a-_.!~*'()",
  }),
  "instances.resumeSubscription: id with -_.!~*'()": decided(encoded, {
    method: 'POST',
    path: "/instances/a-_.!~*'()/resume-subscription",
  }),
  "sessions.qr: id with -_.!~*'()": decided(encoded, {
    method: 'GET',
    path: "/instances/a-_.!~*'()/session/qr",
  }),

  'instances.create: eventsSubscribe as a string (camel keys)': decided(
    'eventsSubscribe is sent as a list',
    create({ events_subscribe: ['All'] }),
  ),
  'instances.create: extra rejectCalls, autoReadMessages (camel keys)': decided(
    snake,
    create({ reject_calls: true, auto_read_messages: false }),
  ),
  'instances.create: key webhookURL': decided(
    'as in the TypeScript client',
    create({ webhook_url: 'https://example.test/hook' }),
  ),
  'instances.create: keys S3Url, ipV4, aB1C': decided(
    snake,
    create({ s3_url: 1, ip_v4: 2, a_b1_c: 3 }),
  ),

  'instances.get: plain': decided('POST /instances/get (0.1.0 alone used GET)', get),
  'instances.get: with instance token': decided('get never sends an instance token', {
    ...get,
    headers: {
      authorization: 'Bearer jwt-1',
      'x-client-token': 'ct-1',
      'content-type': 'application/json',
    },
  }),

  'instances.list: empty object': decided(emptyObject, list({})),
  'instances.list: nothing': decided(emptyObject, list({})),
  'instances.list: filter': decided(
    'page, size and filter are always sent',
    list({ filter: { status: 'connected' } }),
  ),
  'instances.list: filter empty + search': decided(
    'search goes into filter.query',
    list({ filter: { query: 'foo' } }),
  ),
  'instances.list: page null, pageSize null': decided('null is the default', list({})),
  'instances.list: page+pageSize+search (camel keys)': decided(
    'page, size and filter.query (0.1.0 alone differs)',
    list({ page: 2, size: 10, filter: { query: 'foo' } }),
  ),
  'instances.list: page+page_size+search (snake keys)': decided(
    'page_size is not a public name',
    list({ page: 2, filter: { query: 'foo' } }),
  ),
  'instances.list: size and pageSize': decided('pageSize is the public name', list({ size: 7 })),
  'instances.list: sort+sortDesc (model class)': decided(
    emptyObject,
    list({ sort: 'name', sort_desc: true }),
  ),
  'instances.list: sort+sortDesc false (camel keys)': decided(
    emptyObject,
    list({ sort: 'name', sort_desc: false }),
  ),
  'instances.list: sort+sortDesc true (camel keys)': decided(
    emptyObject,
    list({ sort: 'name', sort_desc: true }),
  ),
  'instances.list: sort+sort_desc true (snake keys)': decided(
    'sort_desc is not a public name',
    list({ sort: 'name' }),
  ),
  'instances.list: unknown key foo': decided('other keys are not sent', list({})),

  'instances.subscribe: empty object': decided(emptyObject, {
    path: '/instances/VZABC123/subscribe',
    body: {},
  }),
  'instances.subscribe: empty object, with instance token': decided(emptyObject, {
    path: '/instances/VZABC123/subscribe',
    body: {},
    headers: {
      authorization: 'Bearer jwt-1',
      'x-client-token': 'ct-1',
      'x-instance-token': 'inst-tok-1',
      'content-type': 'application/json',
    },
  }),
  'instances.subscribe: nothing': decided(emptyObject, {
    path: '/instances/VZABC123/subscribe',
    body: {},
  }),
  'instances.subscribe: successUrl+cancelUrl (camel keys)': decided(snake, {
    path: '/instances/VZABC123/subscribe',
    body: { success_url: 'https://a.test/ok', cancel_url: 'https://a.test/no' },
  }),
  'instances.update: empty object': decided(emptyObject, {
    method: 'PATCH',
    path: '/instances/VZABC123',
    body: {},
  }),
  'instances.update: null value': decided('null is sent', {
    method: 'PATCH',
    body: { webhook: null, name: 'New' },
  }),

  'request: GET with a body': stricter('a GET has no body'),
  'request: absolute URL of another origin as path': stricter('a path starts with one "/"'),
  'request: path without a leading slash': stricter('a path starts with one "/"'),
  'request: auth false': notOffered('every call is signed'),
  'request: auth false, cold client': notOffered('every call is signed'),
  'request: auth false, instance token': notOffered('every call is signed'),
  'request: extra header': header,
  'request: header Authorization overridden': header,
  'request: header Content-Type overridden': header,
  'request: header X-Instance-Token and instanceToken': header,
  'request: header authorization (lower case) overridden': header,
  'request: body object (camel keys)': decided('keys of a free body are sent untouched', {
    method: 'POST',
    path: '/x',
    body: { someKey: { innerKey: [1, { deepKey: null }] } },
  }),
  'request: lower-case patch with a body': decided('the method is upper-cased', {
    method: 'PATCH',
    path: '/x',
    body: { a: 1 },
  }),
  'request: path with its own query, plus query': decided('the two queries are merged', {
    path: '/x',
    query: [
      ['a', '1'],
      ['b', '2'],
    ],
  }),
  'request: query: null and undefined': decided('null and undefined are dropped', {
    path: '/x',
    query: [['c', '']],
  }),
}
