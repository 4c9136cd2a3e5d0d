import { expect, test } from './support/test.ts'

test('pushes are on the screen within a frame, and the connection has a state of its own', async ({
  app,
  page,
}) => {
  await page.clock.install()
  await app.start({ rows: [{ id: 'VZ1', name: 'Alpha', connected: true }] })
  await app.openDrawer('Alpha')
  const events = app.section('Live events')
  await page.clock.runFor(500)
  await expect(events).toContainText('Push is on')
  await expect(events).toContainText('Nothing yet')

  await page.evaluate(() => window.gateway.receiveMessage('VZ1', { text: 'Bom dia' }))
  await expect(events.getByRole('log')).toContainText('Bom dia')

  // The page's own clock stands still but for one frame: no poll can have told of it.
  await page.evaluate(() => window.gateway.dropConnection('VZ1'))
  await page.clock.runFor(17)
  await expect(app.drawer).toContainText('Disconnected')
  await expect(app.drawer).toContainText('by a push')
  await expect(events.getByRole('log')).toContainText('Disconnected')
  await expect(events).toContainText('Push is on')

  await page.evaluate(() => {
    window.gateway.faults.failNext(
      { kind: 'status', status: 503 },
      { path: '/events/ws', times: 2 },
    )
    window.gateway.realtime.drop()
  })
  await page.clock.runFor(100)
  await expect(events).toContainText('Push is lost')
  await page.clock.runFor(10_000)
  await expect(events).toContainText('Push is on')
})
