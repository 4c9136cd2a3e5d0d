import { expect, test } from 'vitest'
import type { Feed } from '../../demo/realtime/feed.ts'
import {
  addEvent,
  emptyFeed,
  filterEvents,
  goOn,
  maxEvents,
  pause,
} from '../../demo/realtime/feed.ts'

const add = (feed: Feed, ...texts: readonly string[]) =>
  texts.reduce((all, text) => addEvent(all, { type: 'Message', text, at: 0 }), feed)
const texts = (feed: Feed) => feed.shown.map(({ text }) => text)

test('the newest event stands on top, each under a key of its own', () => {
  const feed = add(emptyFeed, 'a', 'b')
  expect(texts(feed)).toEqual(['b', 'a'])
  expect(new Set(feed.shown.map(({ key }) => key)).size).toBe(2)
})

test('a paused feed stays as it is, and shows what came meanwhile when it goes on', () => {
  const paused = add(pause(add(emptyFeed, 'a')), 'b', 'c')
  expect(texts(paused)).toEqual(['a'])
  expect(paused.held).toHaveLength(2)
  expect(texts(add(pause(paused), 'd'))).toEqual(['a'])
  const feed = goOn(paused)
  expect(texts(feed)).toEqual(['c', 'b', 'a'])
  expect(texts(add(feed, 'd'))).toEqual(['d', 'c', 'b', 'a'])
})

test('a feed keeps a bounded number of events, also while it is paused', () => {
  const many = Array.from({ length: maxEvents + 5 }, (_, index) => String(index))
  expect(add(emptyFeed, ...many).shown).toHaveLength(maxEvents)
  const paused = add(pause(add(emptyFeed, 'old')), ...many)
  expect(paused.held).toHaveLength(maxEvents)
  expect(texts(goOn(paused))).not.toContain('old')
})

test('events are filtered by kind and by text in any case', () => {
  const feed = addEvent(add(emptyFeed, 'Hello', 'Bye'), { type: 'Connected', text: '', at: 0 })
  const found = (type: string, text: string) =>
    filterEvents(feed.shown, type, text).map((event) => event.text || event.type)
  expect(found('', '')).toEqual(['Connected', 'Bye', 'Hello'])
  expect(found('Message', ' HELL ')).toEqual(['Hello'])
  expect(found('', 'connect')).toEqual(['Connected'])
})
