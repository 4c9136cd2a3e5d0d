import type { Scenario } from '../scenario.ts'

/** Changes that count on what is there, as a vote does: never lost, never counted twice. */
export const relativeChanges: readonly Scenario[] = [
  {
    name: 'of two votes of which the first is refused one is left',
    async run(lab) {
      await lab.mount('all')
      const first = await lab.vote('1')
      const second = await lab.vote('1')
      lab.sees('one+2 two three')
      await first.isRefused()
      lab.sees('one+1 two three')
      await second.lands()
      lab.sees('one+1 two three')
      await lab.quiet()
    },
  },
  {
    name: 'of two votes of which the first is refused after the second has landed one is left',
    async run(lab) {
      await lab.mount('all')
      const first = await lab.vote('1')
      const second = await lab.vote('1')
      await second.lands()
      lab.sees('one+2 two three')
      await first.isRefused()
      lab.sees('one+1 two three')
      await lab.quiet()
    },
  },
  {
    name: 'a read that left before a vote and lands before its answer neither loses nor doubles it',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      const vote = await lab.vote('1')
      const seen = lab.record()
      await poll.lands()
      await vote.lands()
      await lab.quiet()
      lab.saw(seen, 'one+1 two three')
    },
  },
  {
    name: 'a read that left before a vote and lands after its answer neither loses nor doubles it',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      const vote = await lab.vote('1')
      const seen = lab.record()
      await vote.lands()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'one+1 two three')
    },
  },
  {
    name: "another client's vote that a poll brings is added to a pending one",
    async run(lab) {
      await lab.mount('all')
      const vote = await lab.vote('1')
      lab.server.vote('1')
      const poll = await lab.poll()
      await poll.lands()
      lab.sees('one+2 two three')
      await vote.isRefused()
      lab.sees('one+1 two three')
      await lab.quiet()
    },
  },
  {
    name: 'two votes whose answers overtake each other are counted once each',
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('1')
      const first = await lab.vote('1')
      const second = await lab.vote('1')
      const seen = lab.recordBoth('1')
      first.arrives()
      await second.lands()
      lab.sees('one+2 two three')
      await first.lands()
      lab.sees('one+2 two three')
      lab.saw(seen, 'one+2|one+2')
      lab.client.invalidate('1')
      await lab.quiet()
    },
  },
  {
    name: 'a vote and a rename of one row leave each other alone when either is refused',
    async run(lab) {
      await lab.mount('all')
      const vote = await lab.vote('1')
      const a = await lab.update('1', { name: 'A' })
      const later = await lab.vote('1')
      lab.sees('A+2 two three')
      await vote.isRefused()
      lab.sees('A+1 two three')
      await a.isRefused()
      lab.sees('one+1 two three')
      await later.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a vote whose answer is lost is counted once, before the server tells and after',
    async run(lab) {
      await lab.mount('all')
      const vote = await lab.vote('1')
      const seen = lab.record()
      await vote.arrives().isLost()
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'one+1 two three')
    },
  },
  {
    name: "a push of another client's vote is added to a pending one",
    async run(lab) {
      await lab.mount('all')
      const vote = await lab.vote('1')
      lab.server.vote('1')
      lab.client.pushFields('1', { votes: 1 })
      await lab.done('the push')
      lab.sees('one+2 two three')
      await vote.isRefused()
      lab.sees('one+1 two three')
      await lab.quiet()
    },
  },
  {
    name: 'a vote for a row that many are updated with is counted, whichever of the two is refused',
    async run(lab) {
      await lab.mount('all')
      const vote = await lab.vote('1')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      const later = await lab.vote('1')
      await all.isRefused()
      lab.sees('one+2 two three')
      await vote.isRefused()
      lab.sees('one+1 two three')
      await later.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a detail that is first read during a vote counts it once',
    needs: ['details'],
    async run(lab) {
      await lab.mount('all')
      const vote = await lab.vote('1')
      await lab.mountDetail('1')
      lab.seesDetail('1', 'one+1')
      await vote.lands()
      lab.seesDetail('1', 'one+1')
      await lab.quiet()
    },
  },
  {
    name: 'a vote that the server counts before an older rename of its row is counted once',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const vote = await lab.vote('1')
      const seen = lab.record()
      await vote.lands()
      await lab.reads()
      await a.lands()
      await lab.quiet()
      lab.saw(seen, 'A+1 two three')
    },
  },
  {
    name: 'two votes that the server counts in the other order are counted once each',
    async run(lab) {
      await lab.mount('all')
      const first = await lab.vote('1')
      const second = await lab.vote('1')
      const seen = lab.record()
      await second.lands()
      await lab.reads()
      lab.sees('one+2 two three')
      await first.lands()
      await lab.quiet()
      lab.saw(seen, 'one+2 two three')
    },
  },
  {
    name: 'a vote that lands before an older update of many rows is counted once',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      const vote = await lab.vote('1')
      const seen = lab.record()
      await vote.lands()
      await lab.reads()
      await all.lands()
      await lab.quiet()
      lab.saw(seen, 'one+1(x) two(x) three')
    },
  },
  {
    name: 'a vote that lands before an older move of its row is counted once',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const vote = await lab.vote('1')
      const seen = lab.recordColumns()
      await vote.lands()
      await lab.reads()
      await move.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one+1 three')
    },
  },
]
