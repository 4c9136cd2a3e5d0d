import type { Scenario } from '../scenario.ts'

/** What is told of rows without a call: some fields, that one is gone, or how one was at an earlier moment. */
export const toldRows: readonly Scenario[] = [
  {
    name: 'an older poll does not undo a push of some fields, and brings the others',
    async run(lab) {
      await lab.mount('all')
      lab.server.change('1', { name: 'X' })
      const poll = await lab.poll()
      poll.arrives()
      lab.server.change('1', { note: 'y' })
      lab.client.pushFields('1', { note: 'y' })
      await lab.done('the push')
      lab.sees('one(y) two three')
      const seen = lab.record()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'one(y) two three', 'X(y) two three')
    },
  },
  {
    name: 'a push of some fields leaves a pending update seen, and stays when that is refused',
    async run(lab) {
      await lab.mount('all')
      await lab.mountDetail('1')
      const a = await lab.update('1', { name: 'A' })
      lab.server.change('1', { note: 'y' })
      lab.client.pushFields('1', { note: 'y' })
      await lab.done('the push')
      const seen = lab.recordBoth('1')
      await a.isRefused()
      await lab.quiet()
      lab.saw(seen, 'A(y)|A(y)', 'one(y)|one(y)')
    },
  },
  {
    name: 'an older poll does not bring a row back that a push has told is gone',
    async run(lab) {
      await lab.mount('all')
      const poll = await lab.poll()
      poll.arrives()
      lab.server.remove('1')
      lab.client.pushGone('1')
      await lab.done('the push')
      const seen = lab.record()
      await poll.lands()
      await lab.quiet()
      lab.saw(seen, 'two three')
    },
  },
  {
    name: 'a refused update does not bring a row back that a push has told is gone',
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const b = await lab.update('2', { name: 'B' })
      lab.server.remove('1')
      lab.client.pushGone('1')
      await lab.done('the push')
      const seen = lab.record()
      await a.isRefused()
      await b.lands()
      await lab.quiet()
      lab.saw(seen, 'B three')
    },
  },
  {
    name: 'a push that a row is gone is true of every row that a pending update of many is about',
    async run(lab) {
      await lab.mount('all')
      const all = await lab.updateMany(['1', '2'], { note: 'x' })
      lab.server.remove('1')
      lab.client.pushGone('1')
      await lab.done('the push')
      lab.sees('two(x) three')
      await all.isRefused()
      lab.sees('two three')
      await lab.quiet()
    },
  },
  {
    name: 'a row that is told as of before a newer read does not undo it',
    needs: ['moments'],
    async run(lab) {
      await lab.mount('all')
      const tell = lab.client.moment?.()
      const [old] = lab.server.rows
      lab.server.change('1', { name: 'X' })
      const poll = await lab.poll()
      await poll.lands()
      const seen = lab.record()
      if (old) tell?.(old)
      await lab.done('the row was told')
      lab.saw(seen, 'X two three')
    },
  },
  {
    name: 'a row that is told as of before an update settled leaves that seen, and tells the rest',
    needs: ['moments'],
    async run(lab) {
      await lab.mount('all')
      const a = await lab.update('1', { name: 'A' })
      const tell = lab.client.moment?.()
      const old = lab.server.change('1', { note: 'x' })
      await a.lands()
      const seen = lab.record()
      tell?.(old)
      await lab.done('the row was told')
      lab.sees('A(x) two three')
      await lab.quiet()
      lab.saw(seen, ...seen.filter((view) => view.startsWith('A')))
    },
  },
  {
    name: 'a row that a push told is gone is back when a later read brings it',
    async run(lab) {
      await lab.mount('all')
      lab.client.pushGone('1')
      await lab.done('the push')
      lab.sees('two three')
      const poll = await lab.poll()
      await poll.lands()
      await lab.quiet()
    },
  },
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
]
