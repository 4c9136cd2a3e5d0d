import { skipToken } from '@reduxjs/toolkit/query'
import type { Observable } from 'rxjs'
import { describe, expectTypeOf, test } from 'vitest'
import type {
  EventIssue,
  EventsOptions,
  RealtimeConnection,
  RealtimeEvent,
  VZapsError,
} from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'

const vzaps = createVZapsApi({ maxSockets: 5, bufferSize: 100 })

describe('realtime', () => {
  test('a connection is a union that tells more in some states', () => {
    const use = () => vzaps.useRealtimeConnection('id')
    expectTypeOf<ReturnType<typeof use>>().toEqualTypeOf<RealtimeConnection>()
    expectTypeOf<RealtimeConnection['status']>().toEqualTypeOf<
      'idle' | 'connecting' | 'open' | 'waiting' | 'stopped'
    >()
    type Waiting = Extract<RealtimeConnection, { status: 'waiting' }>
    expectTypeOf<Waiting['retryAt']>().toEqualTypeOf<number>()
    type Stopped = Extract<RealtimeConnection, { status: 'stopped' }>
    expectTypeOf<Stopped['error']>().toEqualTypeOf<VZapsError>()
    // @ts-expect-error: a connection that is open waits for nothing
    type _Open = Extract<RealtimeConnection, { status: 'open' }>['retryAt']
  })

  test('events are an Observable outside React', () => {
    const { events$ } = vzaps.connect({ dispatch: (action) => action })
    expectTypeOf(events$('id')).toEqualTypeOf<Observable<RealtimeEvent>>()
    expectTypeOf(events$).parameter(1).toEqualTypeOf<EventsOptions | undefined>()
    expectTypeOf<RealtimeEvent['data']>().toEqualTypeOf<unknown>()
    expectTypeOf<EventIssue['kind']>().toEqualTypeOf<'dropped' | 'failed' | 'unreadable'>()
  })

  test('hooks take an id or skip, known kinds of events and new ones', () => {
    const use = () => {
      vzaps.useInstanceEvents('id', { events: ['Message', 'Brand new'], onEvent: async () => {} })
      vzaps.useInstanceEvents(skipToken)
      vzaps.useRealtimeConnection(skipToken)
      vzaps.useInstanceStatus('id', { push: true, pollingInterval: 60_000 })
      vzaps.useInstanceEvents('id', {
        events: undefined,
        onEvent: undefined,
        bufferSize: undefined,
      })
      // @ts-expect-error: a list of kinds
      vzaps.useInstanceEvents('id', { events: 'Message' })
      // @ts-expect-error: lists are not pushed
      vzaps.useLiveInstances({}, { push: true })
    }
    expectTypeOf(use).toBeFunction()
    expectTypeOf(vzaps.useInstanceEvents).returns.toEqualTypeOf<void>()
  })
})
