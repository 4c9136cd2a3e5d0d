import { filesOf, screens, sizeOf } from '../run/demo-size.mjs'
import { loadAxe } from './support/axe.ts'
import { StoryStage } from './support/story.ts'
import { expect, test } from './support/test.ts'

test('who comes first sees the other side flicker, without a touch', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.clock.install()
  const stage = await StoryStage.open(page)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.clock.runFor(1_000)
  await expect(stage.history('vzaps-rtk')).toHaveText(['1Sales, Billing'])
  for (const done of ['2/5', '3/5', '4/5', '5/5']) {
    await page.clock.runFor(1_700)
    await expect(page.getByText(done)).toBeVisible()
  }
  await expect(stage.history('Plain RTK Query')).toHaveText([
    '1Sales, Billing',
    '2Sales, Billing',
    '3Support, Billingwrong',
    '4Support, Billingwrong',
    '5Sales, Billing',
  ])
  await expect(stage.side('vzaps-rtk')).toContainText('Right all along')
  await page.clock.runFor(3_000)
  await expect(page.getByRole('button', { name: 'Two renames', exact: false })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})

test('by keyboard alone: a story step by step, and an answer let go by hand', async ({ page }) => {
  const stage = await StoryStage.open(page)
  // Who asks for less motion is shown nothing that moves by itself.
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Next step' }).focus()
  for (const done of ['1/5', '2/5', '3/5']) {
    await page.keyboard.press('Enter')
    await expect(page.getByText(done)).toBeVisible()
  }
  await expect(stage.screen('vzaps-rtk')).toHaveText(['Sales', 'Billing'])
  await expect(stage.screen('Plain RTK Query')).toHaveText(['Support', 'Billing'])
  await expect(stage.side('vzaps-rtk')).toContainText('rename to “Sales”')
  await page.getByRole('button', { name: 'Refuse: rename to “Sales”' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('You have taken over')).toBeVisible()
  await expect(stage.screen('vzaps-rtk')).toHaveText(['Support', 'Billing'])
  await expect(page.getByRole('button', { name: 'Next step' })).toBeDisabled()
})

test('the tour: rename it, refuse it, watch it roll back', async ({ page }) => {
  const stage = await StoryStage.open(page)
  await page.getByRole('button', { name: 'Try it in three steps' }).click()
  const tour = page.getByRole('region', { name: 'Tour in three steps' })
  await tour.getByRole('button', { name: 'Rename Support' }).click()
  await expect(stage.screen('vzaps-rtk')).toHaveText(['Sales', 'Billing'])
  await tour.getByRole('button', { name: 'Refuse it' }).click()
  await expect(stage.screen('vzaps-rtk')).toHaveText(['Support', 'Billing'])
  await expect(tour.locator('[aria-current=step]')).toHaveText(/Watch it roll back/)
  await tour.getByRole('button', { name: 'Play the first story' }).click()
  await expect(tour).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('who skips it is not told it again, and finds it in the header', async ({ page }) => {
  await StoryStage.open(page)
  await page.getByRole('link', { name: 'Skip to the playground' }).click()
  await expect(page.getByRole('form', { name: 'Sign in' })).toBeVisible()
  await expect(page).toHaveURL(/\/instances\?latency=0$/)
  await page.goto('/?latency=0')
  await expect(page).toHaveURL(/\/instances\?latency=0$/)
  await page.getByRole('link', { name: 'Story' }).click()
  await expect(page.getByRole('button', { name: 'Next step' })).toBeVisible()
})

for (const width of [1920, 1440, 768, 375]) {
  test(`axe finds nothing at ${width} px, in light and dark, with a flicker and code open`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    const stage = await StoryStage.open(page)
    for (const done of ['1/5', '2/5', '3/5']) {
      await page.getByRole('button', { name: 'Next step' }).click()
      await expect(page.getByText(done)).toBeVisible()
    }
    await stage.side('vzaps-rtk').getByRole('button', { name: 'Show the code' }).click()
    await expect(stage.side('vzaps-rtk').getByText('defineOptimistic')).toBeVisible()
    const faultsOf = await loadAxe(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect.soft(overflow, `${colorScheme}: sideways`).toBe(0)
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined
      expect.soft(await faultsOf(rules), colorScheme).toEqual([])
    }
  })
}

for (const screen of screens.filter(({ limit }) => limit !== undefined)) {
  test(`${screen.name} loads what is counted of it, and no more than it may`, async ({ page }) => {
    await page.goto(`${screen.name}?latency=0`)
    await page.getByRole('button', { name: /^(Next step|Sign in)$/ }).waitFor()
    await page.waitForLoadState('networkidle')
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname.slice(1))
        .filter((path) => path.endsWith('.js')),
    )
    expect([...new Set(loaded)].sort()).toEqual(filesOf(screen).sort())
    expect(sizeOf(screen)).toBeLessThanOrEqual(screen.limit ?? 0)
  })
}
