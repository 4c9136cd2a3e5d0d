import { describe, expect, test } from 'vitest'
import type { Billed, BillingPhase } from 'vzaps-rtk'
import { getBillingPhase } from 'vzaps-rtk'
import * as react from 'vzaps-rtk/react'

const at = '2026-12-24T00:00:00.000Z'

describe('getBillingPhase', () => {
  test.each<[string, BillingPhase]>([
    ['TRIALING', 'trial'],
    ['trialing', 'trial'],
    [' Active ', 'active'],
    ['PAST_DUE', 'attention'],
    ['past-due', 'attention'],
    ['Past Due', 'attention'],
    ['UNPAID', 'attention'],
    ['INCOMPLETE', 'attention'],
    ['PAUSED', 'attention'],
    ['INCOMPLETE_EXPIRED', 'ended'],
    ['CANCELED', 'ended'],
    ['CANCELLED', 'ended'],
    ['EXPIRED', 'ended'],
    ['NONE', 'none'],
  ])('reads the word %j as %s', (billingStatus, phase) => {
    expect(getBillingPhase({ billingStatus })).toBe(phase)
  })

  test.each<[Billed, BillingPhase]>([
    [{ billingStatus: 'ACTIVE', cancelAt: at }, 'ending'],
    [{ billingStatus: 'TRIALING', cancelAt: at }, 'ending'],
    // Somebody has to look at the payment first.
    [{ billingStatus: 'PAST_DUE', cancelAt: at }, 'attention'],
    [{ billingStatus: 'EXPIRED', cancelAt: at, expiredAt: at }, 'ended'],
    // The word is the newer news: an instance that was subscribed again may keep the date.
    [{ billingStatus: 'ACTIVE', expiredAt: at }, 'active'],
    [{ billingStatus: 'ACTIVE', cancelAt: '' }, 'active'],
  ])('%j is %s', (instance, phase) => {
    expect(getBillingPhase(instance)).toBe(phase)
  })

  test.each<[Billed, BillingPhase]>([
    [{ billingStatus: null }, 'none'],
    [{ billingStatus: '' }, 'none'],
    [{ billingStatus: '  ', cancelAt: null, expiredAt: null }, 'none'],
    [{ billingStatus: null, cancelAt: at }, 'ending'],
    [{ billingStatus: null, cancelAt: at, expiredAt: at }, 'ended'],
    [{ billingStatus: '', expiredAt: at }, 'ended'],
  ])('without a word the dates tell: %j is %s', (instance, phase) => {
    expect(getBillingPhase(instance)).toBe(phase)
  })

  test.each([
    'FROZEN',
    'active_v2',
    'ativo',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'null',
    '0',
  ])('the word %j, which nobody knows, is never "no subscription"', (billingStatus) => {
    for (const dates of [{}, { cancelAt: at }, { expiredAt: at }]) {
      expect(getBillingPhase({ billingStatus, ...dates })).toBe('unknown')
    }
  })

  test.each([
    undefined,
    null,
    {},
    { billingStatus: undefined },
    { expiredAt: at },
    { billingStatus: 5 },
    { billingStatus: ['ACTIVE'] },
  ])('%j says nothing', (instance) => {
    expect(getBillingPhase(instance as Billed)).toBe('unknown')
  })

  test('is the same from both entry points', () => {
    expect(react.getBillingPhase).toBe(getBillingPhase)
  })
})
