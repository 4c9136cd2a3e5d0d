import type { Scenario } from '../scenario.ts'
import { poison } from '../server.ts'

/** Calls of which nobody knows what became of them, and optimistic code that fails. */
export const outcomes: readonly Scenario[] = [
  {
    name: 'an update whose answer is lost is shown until the server says otherwise: it had done it',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      await a.arrives().isLost()
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'an update whose answer is lost is shown until the server says otherwise: it had not',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      await a.isLost()
      lab.sees('A two three')
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three', 'one two three')
    },
  },
  {
    name: 'a read from before the loss does not decide what became of the update',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.record()
      const old = await lab.poll()
      old.arrives()
      await a.arrives().isLost()
      await old.lands()
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'a create whose answer is lost is seen once, before the server shows it and after',
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const seen = lab.record()
      await four.arrives().isLost()
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four')
    },
  },
  {
    name: 'of two updates that fail, only the one that may have been carried out stays',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      await b.isRefused()
      await a.arrives().isLost()
      lab.sees('A two three')
      await lab.quiet()
    },
  },
  {
    name: 'an update whose answer is lost and a later one of its row that succeeds are both seen',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('1', { note: 'B' })
      const seen = lab.record()
      await a.arrives().isLost()
      await b.lands()
      await lab.quiet()
      lab.saw(seen, 'A(B) two three')
    },
  },
  {
    name: 'an update that is given up after it was sent is shown until the server says otherwise',
    needs: ['abort'],
    async run(lab) {
      await lab.mount('all')
      const giveUp = lab.client.abortable?.('1', { name: 'A' })
      const a = await lab.next('update')
      const seen = lab.record()
      a.arrives()
      giveUp?.()
      await lab.done('the update was given up')
      await lab.quiet()
      lab.saw(seen, 'A two three')
    },
  },
  {
    name: 'an update that is given up, and had not arrived, is shown until the server says so',
    needs: ['abort'],
    async run(lab) {
      await lab.mount('all')
      const giveUp = lab.client.abortable?.('1', { name: 'A' })
      await lab.next('update')
      const seen = lab.record()
      giveUp?.()
      await lab.done('the update was given up')
      lab.sees('A two three')
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'A two three', 'one two three')
    },
  },
  {
    name: 'a recipe that fails costs the optimism, not the update nor the others',
    async run(lab) {
      await lab.mount('all')
      const b = await lab.update('2', { name: 'B' })
      const failing = await lab.update('1', { name: poison })
      lab.sees('one B three')
      await failing.lands()
      await b.lands()
      lab.client.invalidate('1')
      await lab.quiet()
    },
  },
]
