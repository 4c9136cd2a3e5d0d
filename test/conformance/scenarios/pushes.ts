import type { Scenario } from '../scenario.ts'

/** What comes over a socket, and what the app writes to the cache on its own. */
export const pushes: readonly Scenario[] = [
  {
    name: 'an older poll does not undo a push',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      lab.client.push(lab.server.change('1', { name: 'X' }))
      await lab.done('the push')
      const seen = lab.record()
      await poll.lands()
      await lab.reads()
      lab.saw(seen, 'X two three')
    },
  },
  {
    name: 'a push that comes before the first answer is not lost',
    async run(lab) {
      lab.client.mountList('all')
      const first = await lab.poll()
      first.arrives()
      const seen = lab.record()
      lab.client.push(lab.server.change('1', { name: 'X' }))
      await lab.done('the push')
      await first.lands()
      await lab.reads()
      lab.saw(seen, 'nothing', 'X two three')
    },
  },
  {
    name: 'a push of another field is seen during an update, and stays when that is refused',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.client.push(lab.server.change('1', { note: 'x' }))
      await lab.done('the push')
      lab.sees('A(x) two three')
      await a.isRefused()
      lab.sees('one(x) two three')
      await lab.quiet()
    },
  },
  {
    name: 'a push of the same field waits beneath a pending update',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.client.push(lab.server.change('1', { name: 'X' }))
      await lab.done('the push')
      lab.sees('A two three')
      await a.isRefused()
      lab.sees('X two three')
      await lab.quiet()
    },
  },
  {
    name: 'a push does not bring a deleted row back, and is seen when the delete is refused',
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('1')
      lab.client.push(lab.server.change('1', { name: 'X' }))
      await lab.done('the push')
      lab.sees('two three')
      await gone.isRefused()
      lab.sees('X two three')
      await lab.quiet()
    },
  },
  {
    name: 'a push tells what became of an update whose answer was lost',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      await a.isLost()
      lab.sees('A two three')
      lab.client.push(lab.server.change('1', { note: 'x' }))
      await lab.done('the push')
      lab.sees('one(x) two three')
      await lab.quiet()
    },
  },
  {
    name: 'a push of one row leaves what another pending update shows',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('2', { name: 'A' })
      lab.client.push(lab.server.change('1', { name: 'X' }))
      await lab.done('the push')
      lab.sees('X A three')
      await a.isRefused()
      lab.sees('X two three')
      await lab.quiet()
    },
  },
  {
    name: "the app's own write stays when a pending update is refused",
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.client.write('2', { name: 'W' })
      lab.client.write('1', { note: 'w' })
      await lab.done("the app's write")
      lab.sees('A(w) W three')
      await a.isRefused()
      lab.sees('one(w) W three')
    },
  },
  {
    name: "the app's own write hits its row though a pending delete has moved it",
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.remove('1')
      lab.client.write('3', { name: 'W' })
      await lab.done("the app's write")
      lab.sees('two W')
      await gone.isRefused()
      lab.sees('one two W')
    },
  },
]
