// @vitest-environment jsdom
// Leaves the page as it was.
import { isValidElement } from 'react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getMonthlyPrice } from '../../demo/billing/plan.ts'
import { describeDials, readDials } from '../../demo/store/dials.ts'
import { describeError } from '../../demo/ui/describe-error.ts'
import { formatAgo, formatClock, formatDay } from '../../demo/ui/times.ts'
import { pickLanguage } from '../../demo/words/pick-language.ts'
import { plural } from '../../demo/words/plural.ts'
import { getLanguage, rich, speak, t } from '../../demo/words/words.ts'

afterEach(() => speak('en'))

describe('the language', () => {
  test.each([
    ['is that of the address', '?lang=pt-BR', 'en', ['en-GB'], 'pt-BR'],
    ['is English when the address says so', '?lang=en', 'pt-BR', ['pt-BR'], 'en'],
    ['is the one that was chosen', '?seed=3', 'pt-BR', ['en-US', 'en'], 'pt-BR'],
    ["is the browser's first that is spoken", '', null, ['de-DE', 'pt-PT', 'en'], 'pt-BR'],
    ["is the browser's English before its Portuguese", '', null, ['en-GB', 'pt-BR'], 'en'],
    ['is written in any way', '?lang=PT_br', null, ['en'], 'pt-BR'],
    ['is English where none is spoken', '', null, ['de', 'ptx'], 'en'],
    ['is not what makes no sense', '?lang=klingon', 'latin', ['pt'], 'pt-BR'],
    ['is English for a browser that says nothing', '?lang=', '', [], 'en'],
  ])('%s', (_what, search, chosen, preferred, language) => {
    expect(pickLanguage(search, chosen, preferred)).toBe(language)
  })

  test('is told to the document', async () => {
    await speak('pt-BR')
    expect([getLanguage(), document.documentElement.lang]).toEqual(['pt-BR', 'pt-BR'])
    await speak('en')
    expect([getLanguage(), document.documentElement.lang]).toEqual(['en', 'en'])
  })
})

test('the last one that was wanted is spoken, however long another one takes', async () => {
  await Promise.all([speak('pt-BR'), speak('en')])
  expect([getLanguage(), t('Sign in')]).toEqual(['en', 'Sign in'])
})

describe('a sentence', () => {
  test('is the key itself in English', () => {
    expect(t('Sign in')).toBe('Sign in')
    expect(t('Open {name}', { name: 'Padaria' })).toBe('Open Padaria')
  })

  test('is said in Portuguese once that is spoken', async () => {
    await speak('pt-BR')
    expect(t('Sign in')).toBe('Entrar')
    expect(t('Open {name}', { name: 'Padaria' })).toBe('Abrir Padaria')
  })

  test('takes values as they are, whatever is in them', async () => {
    const name = '{name} $& {count} $1'
    expect(t('Open {name}', { name })).toBe(`Open ${name}`)
    await speak('pt-BR')
    expect(t('Open {name}', { name })).toBe(`Abrir ${name}`)
  })

  test('has numbers as the language writes them', async () => {
    expect(t('All {total}', { total: 5_000 })).toBe('All 5000')
    expect(t('All {total}', { total: 12_500 })).toBe('All 12,500')
    await speak('pt-BR')
    expect(t('All {total}', { total: 12_500 })).toBe('Todas as 12.500')
    expect(t('{seconds} s', { seconds: 1.5 })).toBe('1,5 s')
  })

  test('may hold elements', async () => {
    await speak('pt-BR')
    const parts = rich('There is nothing to pay for {name}.', { name: 'Padaria' })
    const [before, element, after] = parts as readonly unknown[]
    expect([before, after]).toEqual(['Não há nada a pagar por ', '.'])
    expect(isValidElement<{ children: unknown }>(element) && element.props.children).toBe('Padaria')
  })

  test('is one of the table, with all of its values', () => {
    // @ts-expect-error It is in no table.
    expect(t('Nobody translates this')).toBe('Nobody translates this')
    // @ts-expect-error A value is missing.
    expect(t('Open {name}')).toBe('Open {name}')
    // @ts-expect-error It has another name.
    expect(t('Open {name}', { nane: 'Padaria' })).toBe('Open {name}')
  })
})

describe('a number of things', () => {
  const calls = (count: number) =>
    plural(count, { one: 'one call will fail', other: '{count} calls will fail' })

  test('is said by the rules of English', () => {
    expect([0, 1, 2].map(calls)).toEqual([
      '0 calls will fail',
      'one call will fail',
      '2 calls will fail',
    ])
  })

  test('is said by those of Portuguese, where none is one too', async () => {
    await speak('pt-BR')
    expect([0, 1, 2, 1_000_000].map(calls)).toEqual([
      '0 chamada vai falhar',
      '1 chamada vai falhar',
      '2 chamadas vão falhar',
      '1.000.000 chamadas vão falhar',
    ])
  })
})

describe('in Portuguese', () => {
  beforeEach(() => speak('pt-BR'))

  test('times, days and prices are written as in Brazil', () => {
    const at = new Date(2026, 11, 5, 14, 5, 9).getTime()
    expect(formatAgo(at - 3_000, at)).toBe('agora mesmo')
    expect(formatAgo(at - 30_000, at)).toBe('há 30 segundos')
    expect(formatAgo(at - 86_400_000, at)).toBe('ontem')
    expect(formatDay(at)).toBe('05/12/2026')
    expect(formatClock(at)).toBe('14:05')
    expect(getMonthlyPrice()).toBe('R$ 49,90')
  })

  test('the chip says what is wrong', () => {
    expect(describeDials(readDials('?latency=1500&fault=500&rate=20&on=list'), 7)).toBe(
      '1,5 s, 20% erros, só lista, semente 7',
    )
  })

  test.each([
    [
      'by its status',
      { kind: 'http', status: 409, message: 'Conflict' },
      'Não dá para fazer isso no estado atual',
      '',
    ],
    [
      'by its code, which says more',
      { kind: 'validation', code: 'in-flight', message: 'The same is under way' },
      'Nada foi enviado',
      'Isto já está em andamento.',
    ],
    [
      'by a code that says the same, once',
      { kind: 'timeout', code: 'timeout', message: 'No answer within 30000 ms' },
      'O gateway não respondeu a tempo',
      '',
    ],
    [
      'by the end of the session, once',
      { kind: 'auth', reason: 'expired', message: 'Expired' },
      'Sua sessão terminou',
      '',
    ],
    [
      "in the gateway's words where only they tell the reason",
      { kind: 'http', status: 422, message: 'webhook is no address' },
      'O gateway recusou estes dados',
      'O gateway diz: “Webhook is no address.”',
    ],
  ])('an error is told %s', (_what, error, title, cause) => {
    expect(describeError({ outcome: 'not-done', ...error })).toMatchObject({ title, cause })
  })

  test('a change that may have been made is not to be made twice', () => {
    const error = { kind: 'timeout', message: 'No answer within 30000 ms', outcome: 'unknown' }
    expect(describeError(error, true).advice).toBe(
      'Tente de novo. Pode ter sido feito mesmo assim: confira antes de repetir.',
    )
  })
})

test('in English, days are written with the month as a word', async () => {
  await speak('en')
  expect(formatDay(new Date(2026, 11, 5).getTime())).toBe('Dec 5, 2026')
})

test('in English, an error is told in its own words', async () => {
  await speak('en')
  const error = { kind: 'timeout', message: 'no answer within 30 s', outcome: 'not-done' }
  expect(describeError(error)).toMatchObject({ cause: 'No answer within 30 s.' })
})
