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

test('the feed holds still while it is paused, and shows one kind on demand', async ({
  app,
  page,
}) => {
  await app.start({ rows: [{ id: 'VZ1', name: 'Alpha', connected: true }] })
  await app.openDrawer('Alpha')
  const events = app.section('Live events')
  await expect(events.getByText('Push is on')).toBeVisible()
  const send = (text: string) =>
    page.evaluate((text) => window.gateway.receiveMessage('VZ1', { text }), text)
  await send('Hello')
  await expect(events.getByRole('log')).toContainText('Hello')
  await events.getByRole('button', { name: 'Pause' }).click()
  await send('Are you there?')
  await page.evaluate(() => window.gateway.dropConnection('VZ1'))
  await expect(events.getByText('Paused. 2 have come since.')).toBeVisible()
  await expect(events.getByRole('log')).not.toContainText('Are you there?')
  await events.getByRole('button', { name: 'Go on' }).click()
  await expect(events.getByRole('log')).toContainText('Are you there?')
  await events.getByLabel('Kind of event').selectOption('Disconnected')
  await expect(events.getByRole('log')).not.toContainText('Hello')
  await expect(events.getByRole('log')).toContainText('Disconnected')
  await expect(events.getByText('Push is on')).toBeVisible()
})
