import type { Server } from './server.ts'
import type { Change } from './todos.ts'
import { isWhole, rowOf } from './todos.ts'

// The order of two changes that conflict is that of their calls, on the wire and at the server: a transport that does not
// see to that leaves open what the last word is, and then no cache can show it.

/** The row that a change is about, by its real id where there is one: of a row that is being made there may be two. */
const realRowOf = (change: Change, server: Server): string | undefined =>
  'maker' in change && change.maker !== undefined
    ? (server.idOf(change.maker) ?? change.id)
    : rowOf(change)

/** Does the last word depend on their order? */
export const conflict = (a: Change, b: Change, server: Server): boolean => {
  if (isWhole(a) || isWhole(b)) return a.type === b.type
  const row = realRowOf(a, server)
  return row !== undefined && row === realRowOf(b, server)
}

/** Does a change concern this row? `mark all` does so with every todo. */
export const concerns = (change: Change, id: string, server: Server): boolean => {
  switch (change.kind) {
    case 'create several':
      return change.rows.some(({ origin }) => server.idOf(origin) === id)
    case 'create':
      return server.idOf(change.origin) === id
    case 'clear':
      return change.ids.includes(id)
    case 'mark all':
      return !id.startsWith('u')
    default:
      return change.id === id || realRowOf(change, server) === id
  }
}
