import type { Scenario } from '../scenario.ts'

export const found: readonly Scenario[] = [
  // relative.ts
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
  // outcomes.ts, many-rows.ts, moves.ts
  {
    name: 'a delete whose answer is lost stays seen in a list that is read after another one',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'all')
      const gone = await lab.remove('1')
      const seen = lab.record()
      await gone.arrives().isLost()
      const poll = await lab.poll('open')
      await poll.lands()
      await lab.poll('all')
      await lab.quiet('open', 'all')
      lab.saw(seen, 'two three')
    },
  },
  {
    name: 'a create whose answer is lost stays seen in a list that is read after another one',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'all')
      const four = await lab.create('four')
      const seen = lab.record()
      await four.arrives().isLost()
      const poll = await lab.poll('open')
      await poll.lands()
      await lab.poll('all')
      await lab.quiet('open', 'all')
      lab.saw(seen, 'one two three four')
    },
  },
  {
    name: 'a create of many rows whose answer is lost stays seen in a list that is read after another one',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'all')
      const made = await lab.createMany('four', 'five')
      const seen = lab.record()
      await made.arrives().isLost()
      const poll = await lab.poll('open')
      await poll.lands()
      await lab.poll('all')
      await lab.quiet('open', 'all')
      lab.saw(seen, 'one two three four five')
    },
  },
  {
    name: 'an update of many rows whose answer is lost stays seen in a list that is read after another one',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const all = await lab.updateMany(['1', '3'], { note: 'x' })
      const seen = lab.recordColumns()
      await all.arrives().isLost()
      const poll = await lab.poll('open')
      await poll.lands()
      await lab.poll('done')
      await lab.quiet('open', 'done')
      lab.saw(seen, 'one(x) two|three(x)')
    },
  },
  {
    name: 'a delete of many rows whose answer is lost stays seen in a list that is read after another one',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const gone = await lab.removeMany('1', '3')
      const seen = lab.recordColumns()
      await gone.arrives().isLost()
      const poll = await lab.poll('open')
      await poll.lands()
      await lab.poll('done')
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|')
    },
  },
  {
    name: 'a move whose answer is lost is shown until the server says otherwise: it had done it',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const seen = lab.recordColumns()
      await move.arrives().isLost()
      const poll = await lab.poll('open')
      await poll.lands()
      await lab.poll('done')
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one three')
    },
  },
  // moves.ts
  {
    name: 'a list that is first read during a move to it shows the row as it was renamed after the move',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open')
      const move = await lab.move('1', 'done')
      const a = await lab.update('1', { name: 'A' })
      await lab.mount('done')
      lab.seesColumns('two|A three')
      await move.lands()
      await a.isRefused()
      lab.seesColumns('two|one three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a list that is first read during a move to it does not show a row that was deleted after the move',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open')
      const move = await lab.move('1', 'done')
      const gone = await lab.remove('1')
      await lab.mount('done')
      lab.seesColumns('two|three')
      await gone.isRefused()
      lab.seesColumns('two|one three')
      await move.lands()
      await lab.quiet('open', 'done')
    },
  },
  // told.ts
  {
    name: 'a row that is being moved, and that a push tells is gone, is in neither list',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      lab.server.remove('1')
      lab.client.pushGone('1')
      await lab.done('the push')
      const seen = lab.recordColumns()
      await move.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|three')
    },
  },
  // in-the-making.ts
  {
    name: 'an update of many rows in the making ends unsent as soon as one of them is not made',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const made = await lab.createMany('four', 'five')
      const six = await lab.create('six')
      lab.client.updateMany([lab.idOf('four'), lab.idOf('six')], { note: 'x' })
      await lab.done('the update was called')
      lab.sees('one two three four(x) five six(x)')
      await six.isRefused()
      lab.sees('one two three four five')
      await made.lands()
      lab.sentNo('updateMany')
      lab.sees('one two three four five')
      await lab.quiet()
    },
  },
  {
    name: 'the detail of a row in the making shows what is known of it',
    needs: ['making', 'details'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      lab.client.mountDetail(id)
      await lab.done('the detail was opened')
      lab.seesDetail(id, 'four')
      lab.sentNo('detail')
      await four.lands()
      lab.seesDetail(id, 'four')
      await lab.quiet()
    },
  },
]
