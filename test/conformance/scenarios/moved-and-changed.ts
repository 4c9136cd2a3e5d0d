import type { Scenario } from '../scenario.ts'

/** A row that is moved and changed: it is seen where it is by then, as it is by then. */
export const movedAndChanged: readonly Scenario[] = [
  {
    name: 'a moved row is seen as another client has renamed it, when a poll of its old list tells',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      lab.server.change('1', { name: 'X' })
      const poll = await lab.poll('open')
      await poll.lands()
      lab.seesColumns('two|X three')
      await move.isRefused()
      lab.seesColumns('X two|three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a rename after a move is seen in the new list',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const a = await lab.update('1', { name: 'A' })
      const seen = lab.recordColumns()
      await move.lands()
      await a.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|A three')
    },
  },
  {
    name: 'a rename after a move stays when the move is refused',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const a = await lab.update('1', { name: 'A' })
      lab.seesColumns('two|A three')
      await move.isRefused()
      lab.seesColumns('A two|three')
      await a.lands()
      lab.seesColumns('A two|three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a rename after a move that has landed already stays when the move is refused',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const a = await lab.update('1', { name: 'A' })
      await a.lands()
      lab.seesColumns('two|A three')
      await move.isRefused()
      lab.seesColumns('A two|three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a refused rename after a move leaves the move alone',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const a = await lab.update('1', { name: 'A' })
      await a.isRefused()
      lab.seesColumns('two|one three')
      await move.lands()
      lab.seesColumns('two|one three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a rename before a move goes with the row, and is taken back alone',
    async run(lab) {
      await lab.mount('open', 'done')
      const a = await lab.update('1', { name: 'A' })
      const move = await lab.move('1', 'done')
      lab.seesColumns('two|A three')
      await a.isRefused()
      lab.seesColumns('two|one three')
      await move.lands()
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a refused delete of a moved row brings it back to its new list',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const gone = await lab.remove('1')
      lab.seesColumns('two|three')
      await move.lands()
      lab.seesColumns('two|three')
      await gone.isRefused()
      lab.seesColumns('two|one three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'an update of many rows goes with the one that is moved, and stays when the move is refused',
    async run(lab) {
      await lab.mount('open', 'done')
      const all = await lab.updateMany(['1', '3'], { note: 'x' })
      const move = await lab.move('1', 'done')
      const votes = await lab.vote('1')
      lab.seesColumns('two|one+1(x) three(x)')
      await all.lands()
      lab.seesColumns('two|one+1(x) three(x)')
      await move.isRefused()
      lab.seesColumns('one+1(x) two|three(x)')
      await votes.isRefused()
      lab.seesColumns('one(x) two|three(x)')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a push of a row that is being moved is seen in its new list, and stays when the move is refused',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      lab.client.push(lab.server.change('1', { name: 'X' }))
      await lab.done('the push')
      lab.seesColumns('two|X three')
      await move.isRefused()
      lab.seesColumns('X two|three')
      await lab.quiet('open', 'done')
    },
  },
]
