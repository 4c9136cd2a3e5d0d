import { describe, expect, test } from 'vitest'
import { play } from './play.ts'
import type { WireCase } from './records.ts'
import { firstRequests, readCases } from './records.ts'
import { verdicts } from './verdicts.ts'

const all = readCases()
const realtime = all.filter(({ operation }) => operation === 'realtime')
const cases = all.filter(({ operation }) => operation !== 'realtime')

/** What the clients agree on, or `undefined`. */
const agreed = ({ records }: WireCase) => {
  const [first, ...others] = records.map(({ requests }) => firstRequests(requests))
  const text = JSON.stringify(first)
  return others.every((other) => JSON.stringify(other) === text) ? first : undefined
}

const kindOf = (wireCase: WireCase): string => verdicts[wireCase.name]?.kind ?? 'equal'

describe('the first request of each call', () => {
  test.each(
    cases.filter((wireCase) => kindOf(wireCase) === 'equal').map((c) => [c.name, c] as const),
  )('%s: equal to that of the official clients', async (_name, wireCase) => {
    const official = agreed(wireCase)
    expect(official, 'the clients differ: decide it').toBeDefined()
    const { requests } = await play(wireCase)
    expect(firstRequests(requests)).toEqual(official)
  })

  test.each(
    cases.filter((wireCase) => kindOf(wireCase) === 'decided').map((c) => [c.name, c] as const),
  )('%s: as decided', async (name, wireCase) => {
    const verdict = verdicts[name]
    if (verdict?.kind !== 'decided') throw new Error(`${name} is not decided`)
    const { requests } = await play(wireCase)
    expect(firstRequests(requests)).toMatchObject(verdict.sends)
    expect(firstRequests(requests)).toHaveLength(verdict.sends.length)
    for (const [index, sent] of verdict.sends.entries()) {
      // toMatchObject takes a part of an object for the whole; bodies and headers must be the same.
      if ('body' in sent) expect(firstRequests(requests)[index]?.body).toEqual(sent.body)
      if ('headers' in sent) expect(firstRequests(requests)[index]?.headers).toEqual(sent.headers)
    }
  })

  test.each(
    cases.filter((wireCase) => kindOf(wireCase) === 'stricter').map((c) => [c.name, c] as const),
  )('%s: refused, and nothing is sent', async (name, wireCase) => {
    const verdict = verdicts[name]
    if (verdict?.kind !== 'stricter') throw new Error(`${name} is not stricter`)
    const { requests, error } = await play(wireCase)
    expect(requests).toEqual([])
    expect(error).toMatchObject({ kind: verdict.error, outcome: 'not-sent' })
  })

  test.each(
    cases.filter((wireCase) => kindOf(wireCase) === 'not offered').map((c) => [c.name, c] as const),
  )('%s: not offered', async (name, wireCase) => {
    const verdict = verdicts[name]
    if (verdict?.kind !== 'not offered') throw new Error(`${name} is offered`)
    const { requests, error } = await play(wireCase)
    expect(firstRequests(requests)).toMatchObject(verdict.sends ?? [])
    expect(firstRequests(requests)).toHaveLength(verdict.sends?.length ?? 0)
    if (!verdict.sends) expect(error).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
  })

  test('nothing is decided on which the clients agree', () => {
    const needless = cases.filter(
      (wireCase) =>
        kindOf(wireCase) === 'decided' && agreed(wireCase) && wireCase.records.length > 1,
    )
    expect(needless.map(({ name }) => name)).toEqual([])
  })

  test('no verdict is about a case that is not recorded', () => {
    const names = new Set(cases.map(({ name }) => name))
    expect(Object.keys(verdicts).filter((name) => !names.has(name))).toEqual([])
  })

  test('the report leaves no record out', () => {
    const count = (some: readonly WireCase[]) => ({
      cases: some.length,
      records: some.reduce((sum, { records }) => sum + records.length, 0),
    })
    const report = Object.fromEntries(
      ['equal', 'decided', 'stricter', 'not offered'].map((kind) => [
        kind,
        count(cases.filter((wireCase) => kindOf(wireCase) === kind)),
      ]),
    )
    expect({
      ...report,
      run: count(cases),
      'left to realtime': count(realtime),
    }).toMatchInlineSnapshot(`
      {
        "decided": {
          "cases": 38,
          "records": 117,
        },
        "equal": {
          "cases": 82,
          "records": 239,
        },
        "left to realtime": {
          "cases": 16,
          "records": 33,
        },
        "not offered": {
          "cases": 9,
          "records": 27,
        },
        "run": {
          "cases": 148,
          "records": 440,
        },
        "stricter": {
          "cases": 19,
          "records": 57,
        },
      }
    `)
    expect(realtime.map(({ situation }) => situation)).toMatchInlineSnapshot(`
      [
        "binary frame with JSON",
        "binary frame with JSON [global WebSocket]",
        "client close()",
        "event without id",
        "events filter, one event, then closed; reconnect off",
        "events filter, one event, then closed; reconnect off [global WebSocket]",
        "events filter, one event, then closed; reconnect off [websockets 10.4 unchanged]",
        "frame that is JSON but no event",
        "frame that is not JSON",
        "no events filter",
        "reconnect after an abnormal close",
        "reconnect after an event",
        "reconnect with lastEventId given and an event seen",
        "signal aborted",
        "slow first handler (150 ms), two events",
        "token request answered 401",
      ]
    `)
  })
})
