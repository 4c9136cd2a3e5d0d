import type { Scenario } from '../scenario.ts'

/** A row that goes from one list to another: always in one of them. */
export const moves: readonly Scenario[] = [
  {
    name: 'a moved row is seen in its new list and no more in the old one, in one change',
    async run(lab) {
      await lab.mount('open', 'done')
      lab.seesColumns('one two|three')
      const seen = lab.recordColumns()
      const move = await lab.move('1', 'done')
      await move.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'one two|three', 'two|one three')
    },
  },
  {
    name: 'a refused move brings the row back, and is one change',
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const seen = lab.recordColumns()
      await move.isRefused()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one three', 'one two|three')
    },
  },
  {
    name: 'a moved row does not vanish when its old list is read without it first',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const seen = lab.recordColumns()
      move.arrives()
      const poll = await lab.poll('open')
      await poll.lands()
      await move.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one three')
    },
  },
  {
    name: 'a moved row is not seen twice when its new list is read with it first',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const seen = lab.recordColumns()
      move.arrives()
      const poll = await lab.poll('done')
      await poll.lands()
      await move.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one three')
    },
  },
  {
    name: 'polls of both lists from before a move do not undo it',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const [open, done] = [await lab.poll('open'), await lab.poll('done')]
      open.arrives()
      done.arrives()
      const move = await lab.move('1', 'done')
      const seen = lab.recordColumns()
      await open.lands()
      await move.lands()
      await done.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one three')
    },
  },
  {
    name: 'of two moves of different rows the refused one goes back alone',
    async run(lab) {
      await lab.mount('open', 'done')
      const first = await lab.move('1', 'done')
      const second = await lab.move('2', 'done')
      lab.seesColumns('|one two three')
      await first.isRefused()
      lab.seesColumns('one|two three')
      await second.lands()
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a row that is moved there and back stays where the first move put it when the second is refused',
    async run(lab) {
      await lab.mount('open', 'done')
      const there = await lab.move('1', 'done')
      const back = await lab.move('1', 'open')
      lab.seesColumns('one two|three')
      await back.isRefused()
      lab.seesColumns('two|one three')
      await there.lands()
      lab.seesColumns('two|one three')
      await lab.quiet('open', 'done')
    },
  },
  {
    name: 'a row that is moved there and back stays where it is, though the answers overtake each other',
    async run(lab) {
      await lab.mount('open', 'done')
      const there = await lab.move('1', 'done')
      const back = await lab.move('1', 'open')
      const seen = lab.recordColumns()
      there.arrives()
      await back.lands()
      await there.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'one two|three')
    },
  },
  {
    name: 'a move whose answer is lost is shown until the server says otherwise: it had not',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      await move.isLost()
      lab.seesColumns('two|one three')
      const seen = lab.recordColumns()
      await lab.poll('open')
      await lab.poll('done')
      await lab.quiet('open', 'done')
      lab.saw(seen, 'two|one three', 'one two|three')
    },
  },
  {
    name: 'a list that is first read during a move to it shows the row',
    needs: ['lists'],
    async run(lab) {
      await lab.mount('open')
      const move = await lab.move('1', 'done')
      await lab.mount('done')
      lab.seesColumns('two|one three')
      await move.isRefused()
      lab.seesColumns('one two|three')
      await lab.quiet('open', 'done')
    },
  },
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
]
