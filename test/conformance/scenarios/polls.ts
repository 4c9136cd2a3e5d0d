import type { Scenario } from '../scenario.ts'

/** Reads that land during an update, or after it with an older value. */
export const polls: readonly Scenario[] = [
  {
    name: 'a poll that lands during an update does not put the old value back',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('A two three')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: 'an update does not flicker under polling',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      for (let tick = 0; tick < 3; tick += 1) {
        const poll = await lab.poll()
        await poll.lands()
      }
      const late = await lab.poll()
      late.arrives()
      await a.lands()
      await late.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'a read that was out when the update was made may land after it',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      await a.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'a read that was sent during the update may land after it',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      const poll = await lab.poll()
      poll.arrives()
      await a.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'the refetch after one update does not put back what another has changed',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      const seen = lab.record()
      await a.lands()
      const refetch = await lab.poll()
      refetch.arrives()
      await b.lands()
      await refetch.lands()
      await lab.quiet()
      lab.saw(seen, 'A B three')
    },
  },
  {
    name: "a poll during an update shows another client's change of another row",
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.server.change('3', { name: 'X' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('A two X')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: "a poll during an update shows another client's change of another field",
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.server.change('1', { note: 'x' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('A(x) two three')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: "a poll during an update shows another client's new row",
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.server.add({ name: 'four' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('A two three four')
      await a.lands()
      await lab.quiet()
    },
  },
  {
    name: "a refused update leaves another client's change of another row alone",
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.server.change('3', { name: 'X' })
      const poll = await lab.poll()
      await poll.lands()
      await a.isRefused()
      lab.sees('one two X')
      await lab.quiet()
    },
  },
  {
    name: 'a refused update shows the newer value that the server has by then',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      lab.server.change('1', { name: 'X' })
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('A two three')
      await a.isRefused()
      lab.sees('X two three')
      await lab.quiet()
    },
  },
  {
    name: 'a refused update touches its own row, though the list has moved',
    async run(lab) {
      await lab.mount('all')
      const b = await lab.update('2', { name: 'B' })
      lab.server.remove('1')
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('B three')
      await b.isRefused()
      lab.sees('two three')
      await lab.quiet()
    },
  },
  {
    name: 'a refused update of a row that is gone meanwhile does no harm',
    async run(lab) {
      await lab.mount('all')
      const c = await lab.update('3', { name: 'C' })
      lab.server.remove('3')
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('one two')
      await c.lands()
      lab.sees('one two')
      await lab.quiet()
    },
  },
  {
    name: 'a poll that fails during an update changes nothing',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      const poll = await lab.poll()
      await poll.isLost()
      await a.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'what the server made of an update is shown, and nothing older before it',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A ' })
      const seen = lab.record()
      const poll = await lab.poll()
      poll.arrives()
      await a.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A  two three', 'A two three')
    },
  },
  {
    name: 'a row that nothing has touched stays the same object',
    async run(lab) {
      await lab.mount('all')
      const row = lab.client.list('all')?.items[1]
      const a = await lab.update('1', { name: 'A' })
      lab.isSame(row, lab.client.list('all')?.items[1])
      await a.lands()
      await lab.reads()
      const poll = await lab.poll()
      await poll.lands()
      lab.isSame(row, lab.client.list('all')?.items[1])
    },
  },
]
