import type { Scenario } from '../scenario.ts'

/** A row that is looked up by its id: as it is shown, wherever it stands. */
export const rowsById: readonly Scenario[] = [
  {
    name: 'a row by its id is the row as it is shown, before a refusal and after it',
    needs: ['rows'],
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('2', { name: 'A' })
      const vote = await lab.vote('2')
      lab.seesRow('2', 'A+1')
      await a.isRefused()
      lab.seesRow('2', 'two+1')
      await vote.lands()
      await lab.quiet()
      lab.seesRow('2', 'two+1')
    },
  },
  {
    name: 'a row by its id is nothing while a delete of it is pending, and is back when that is refused',
    needs: ['rows'],
    async run(lab) {
      await lab.mount('all')
      const gone = await lab.removeMany('1', '2')
      lab.seesRow('2', 'nothing')
      lab.seesRow('3', 'three')
      await gone.isRefused()
      lab.seesRow('2', 'two')
      await lab.quiet()
    },
  },
  {
    name: 'a row by its id is found during a move, and as it was renamed after it',
    needs: ['rows'],
    async run(lab) {
      await lab.mount('open', 'done')
      const move = await lab.move('1', 'done')
      const a = await lab.update('1', { name: 'A' })
      lab.seesRow('1', 'A')
      await a.isRefused()
      lab.seesRow('1', 'one')
      await move.lands()
      lab.seesRow('1', 'one')
      await lab.quiet('open', 'done')
      lab.seesRow('1', 'one')
    },
  },
  {
    name: 'a row by its id is found before it is made and after',
    needs: ['rows'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      lab.seesRow(lab.idOf('four'), 'four')
      await four.lands()
      lab.seesRow(lab.idOf('four'), 'four')
      await lab.quiet()
      lab.seesRow('4', 'four')
    },
  },
]
