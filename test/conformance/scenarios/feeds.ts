import type { Scenario } from '../scenario.ts'

/** Infinite queries, whose next page is fetched on top of what is there. */
export const feeds: readonly Scenario[] = [
  {
    name: 'the next page of a feed and a refused update of an earlier one leave each other alone',
    needs: ['feed'],
    async run(lab) {
      await lab.mountFeed()
      lab.seesFeed('one two')
      const a = await lab.update('1', { name: 'A' })
      lab.client.nextFeedPage?.()
      const page = await lab.next('feed')
      await page.lands()
      lab.seesFeed('A two three')
      await a.isRefused()
      lab.seesFeed('one two three')
    },
  },
  {
    name: 'the next page of a feed comes without an update that was refused meanwhile',
    needs: ['feed'],
    async run(lab) {
      await lab.mountFeed()
      const a = await lab.update('1', { name: 'A' })
      lab.client.nextFeedPage?.()
      const page = await lab.next('feed')
      await a.isRefused()
      lab.seesFeed('one two')
      await page.lands()
      lab.seesFeed('one two three')
    },
  },
  {
    name: 'the next page of a feed comes with an update that succeeded meanwhile',
    needs: ['feed'],
    async run(lab) {
      await lab.mountFeed()
      lab.client.nextFeedPage?.()
      const page = await lab.next('feed')
      page.arrives()
      const a = await lab.update('1', { name: 'A' })
      lab.seesFeed('A two')
      await a.lands()
      await page.lands()
      lab.seesFeed('A two three')
    },
  },
]
