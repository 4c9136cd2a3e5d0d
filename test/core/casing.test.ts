import { describe, expect, test } from 'vitest'
import { isDangerousKey, isRecord, snakeKeys, toCamel, toSnake } from '../../src/core/casing.ts'
import { camelKeys } from '../support/camel-keys.ts'

describe('keys on their way out', () => {
  test.each([
    ['eventsSubscribe', 'events_subscribe'],
    ['webhookURL', 'webhook_url'],
    ['whatsappJID', 'whatsapp_jid'],
    ['URLPath', 'url_path'],
    ['OAuth2Token', 'o_auth2_token'],
    ['S3Url', 's3_url'],
    ['ipV4', 'ip_v4'],
    ['aB1C', 'a_b1_c'],
    ['already_snake', 'already_snake'],
    ['name', 'name'],
  ])('%s becomes %s', (key, wire) => {
    expect(toSnake(key)).toBe(wire)
  })

  test('drop undefined, keep null, and leave what is inside alone', () => {
    const body = { someKey: { innerKey: 1 }, gone: undefined, cleared: null }
    expect(snakeKeys(body)).toEqual({ some_key: { innerKey: 1 }, cleared: null })
    expect(Object.keys(snakeKeys(body))).not.toContain('gone')
  })

  test.each(['__proto__', 'constructor', 'prototype', '__Proto__', 'Constructor', 'Prototype'])(
    'never reach a prototype: %s',
    (key) => {
      const body = JSON.parse(`{"${key}": {"polluted": true}, "name": "x"}`)
      const result = snakeKeys(body)
      expect(Object.keys(result)).toEqual(['name'])
      expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    },
  )
})

describe('keys on their way in', () => {
  test.each([
    ['linking_code', 'linkingCode'],
    ['address_1', 'address1'],
    ['a_b_c', 'aBC'],
    ['double__under', 'doubleUnder'],
    ['LinkingCode', 'LinkingCode'],
    ['_private', '_private'],
    ['_private_key', '_privateKey'],
    ['trailing_', 'trailing_'],
  ])('%s becomes %s', (wire, key) => {
    expect(toCamel(wire)).toBe(key)
  })

  test.each([
    [{ created_at: 'snake', createdAt: 'camel' }],
    [{ createdAt: 'camel', created_at: 'snake' }],
  ])('the documented spelling wins in %j', (row) => {
    expect(camelKeys(row)).toEqual({ createdAt: 'snake' })
  })

  test('a key that is camelCase already stays', () => {
    expect(camelKeys({ createdAt: 1, name: undefined })).toEqual({ createdAt: 1, name: undefined })
  })

  test.each(['__proto__', 'constructor', 'prototype', 'proto_type'])('%s', (key) => {
    const row = JSON.parse(`{"${key}": {"polluted": true}, "name": "x"}`)
    const result = camelKeys(row)
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect(Object.keys(result)).toEqual(key === 'proto_type' ? ['protoType', 'name'] : ['name'])
  })
})

describe('what is a record', () => {
  test.each([
    [{}, true],
    [Object.create(null), true],
    [[], false],
    [null, false],
    ['text', false],
    [undefined, false],
  ])('%j: %s', (value, expected) => {
    expect(isRecord(value)).toBe(expected)
  })

  test('the keys that reach a prototype are three', () => {
    const keys = ['__proto__', 'constructor', 'prototype', 'proto', 'name', '']
    expect(keys.filter(isDangerousKey)).toEqual(['__proto__', 'constructor', 'prototype'])
  })
})
