import { Mismatch } from '../lab.ts'
import type { Scenario } from '../scenario.ts'
import type { Sent } from '../transport.ts'

/** What is called on a row that is still being made, by its temporary id. */
export const inTheMaking: readonly Scenario[] = [
  {
    name: 'a row in the making is changed at once, and the change is sent after the create, with its id',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      lab.client.update(lab.idOf('four'), { name: 'A' })
      await lab.done('the update was called')
      const seen = lab.record()
      lab.sentNo('update')
      await four.lands()
      const a = await lab.next('update')
      isAbout(a, '4')
      await a.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three A')
    },
  },
  {
    name: 'a refused change of a row in the making is taken back alone',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      lab.client.update(id, { name: 'A' })
      lab.client.update(id, { note: 'b' })
      await four.lands()
      const a = await lab.next('update')
      const b = await lab.next('update')
      await a.isRefused()
      lab.sees('one two three four(b)')
      await b.lands()
      lab.sees('one two three four(b)')
      await lab.quiet()
    },
  },
  {
    name: 'a row in the making is deleted at once, and goes for good after the create',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      lab.client.remove(lab.idOf('four'))
      await lab.done('the delete was called')
      const seen = lab.record()
      lab.sentNo('remove')
      four.arrives()
      const poll = await lab.poll()
      await poll.lands()
      await four.lands()
      const gone = await lab.next('remove')
      isAbout(gone, '4')
      await gone.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three')
    },
  },
  {
    name: 'what is called on a row in the making ends unsent when its create is refused',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      lab.client.update(id, { name: 'A' })
      lab.client.vote(id)
      lab.client.update('1', { note: 'x' })
      await lab.done('the updates were called')
      const x = await lab.next('update')
      isAbout(x, '1')
      lab.sees('one(x) two three A+1')
      await four.isRefused()
      lab.sees('one(x) two three')
      lab.sentNo('update')
      lab.sentNo('vote')
      await x.lands()
      await lab.quiet()
    },
  },
  {
    name: 'what is called on a row in the making is seen while a poll already brings the row',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      lab.client.update(lab.idOf('four'), { note: 'a' })
      await lab.done('the update was called')
      const seen = lab.record()
      four.arrives()
      const poll = await lab.poll()
      await poll.lands()
      await four.lands()
      const a = await lab.next('update')
      await a.lands()
      await lab.quiet()
      lab.saw(seen, 'one two three four(a)')
    },
  },
  {
    name: 'one of many rows in the making is changed, and none of the others is',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const made = await lab.createMany('four', 'five')
      lab.client.update(lab.idOf('five'), { name: 'A' })
      await lab.done('the update was called')
      lab.sees('one two three four A')
      lab.sentNo('update')
      await made.lands()
      const a = await lab.next('update')
      isAbout(a, '5')
      lab.sees('one two three four A')
      await a.isRefused()
      lab.sees('one two three four five')
      await lab.quiet()
    },
  },
  {
    name: 'a row in the making is one of many that are changed',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      lab.client.updateMany(['1', lab.idOf('four')], { note: 'x' })
      await lab.done('the update was called')
      const seen = lab.record()
      lab.sentNo('updateMany')
      await four.lands()
      const all = await lab.next('updateMany')
      await all.lands()
      await lab.quiet()
      lab.saw(seen, 'one(x) two three four(x)')
    },
  },
  {
    name: 'a row in the making is moved, and renamed after the move',
    needs: ['making'],
    async run(lab) {
      await lab.mount('open', 'done')
      const four = await lab.create('four')
      const id = lab.idOf('four', 'open')
      lab.client.move(id, 'done')
      lab.client.update(id, { name: 'A' })
      await lab.done('the move and the update were called')
      const seen = lab.recordColumns()
      lab.sentNo('move')
      await four.lands()
      const move = await lab.next('move')
      const a = await lab.next('update')
      await move.lands()
      await a.lands()
      await lab.quiet('open', 'done')
      lab.saw(seen, 'one two|three A')
    },
  },
  {
    name: 'the detail of a row in the making is asked for once the row has its id, and shows what else is called',
    needs: ['making', 'details'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      lab.client.mountDetail(id)
      lab.client.update(id, { note: 'a' })
      await lab.done('the detail was opened')
      lab.sentNo('detail')
      await four.lands()
      const detail = await lab.next('detail')
      isAbout(detail, '4')
      await detail.lands()
      lab.seesDetail(id, 'four(a)')
      const a = await lab.next('update')
      await a.isRefused()
      lab.seesDetail(id, 'four')
      await lab.quiet()
    },
  },
  {
    name: 'of two votes for a row in the making of which the first is refused one is left',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      lab.client.vote(id)
      lab.client.vote(id)
      await lab.done('the votes were called')
      lab.sees('one two three four+2')
      await four.lands()
      lab.sees('one two three four+2')
      const first = await lab.next('vote')
      const second = await lab.next('vote')
      await first.isRefused()
      lab.sees('one two three four+1')
      await second.lands()
      await lab.quiet()
    },
  },
  {
    name: 'a refused delete of a row in the making brings it back under its id',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      lab.client.remove(lab.idOf('four'))
      await lab.done('the delete was called')
      lab.sees('one two three')
      await four.lands()
      const gone = await lab.next('remove')
      await lab.reads()
      lab.sees('one two three')
      await gone.isRefused()
      lab.sees('one two three four')
      await lab.quiet()
    },
  },
  {
    name: 'a row that was made can still be named by its temporary id',
    needs: ['making'],
    async run(lab) {
      await lab.mount('all')
      const four = await lab.create('four')
      const id = lab.idOf('four')
      await four.lands()
      await lab.reads()
      const a = await lab.update(id, { name: 'A' })
      isAbout(a, '4')
      lab.sees('one two three A')
      await a.lands()
      await lab.quiet()
    },
  },
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

function isAbout({ call }: Sent, id: string): void {
  if (!('id' in call) || call.id !== id) {
    throw new Mismatch(`the ${call.kind} was not about row ${id}: ${JSON.stringify(call)}`)
  }
}
