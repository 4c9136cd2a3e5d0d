import type { Page } from '@playwright/test'
import { hold, refuse } from './support/answers.ts'
import { cutOn, saidIn } from './support/language.ts'
import { rows } from './support/screens.ts'
import { expect, test } from './support/test.ts'

/** All is said in Portuguese, and on a narrow screen nothing is cut. */
const isPortuguese = async (page: Page, screen: string) => {
  expect.soft(await saidIn(page, 'en'), screen).toEqual([])
  expect.soft((await saidIn(page, 'pt-BR')).length, screen).toBeGreaterThan(3)
  expect.soft(await cutOn(page), screen).toEqual({ sideways: 0, texts: [] })
}

test('in Portuguese, from the story to a change that is refused, on a narrow screen', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 })
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  await page.goto('/?lang=pt-BR&latency=0')
  for (const step of ['1/5', '2/5', '3/5']) {
    await button('Avançar').click()
    await page.getByText(step).waitFor()
  }
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR')
  await expect(page).toHaveTitle('Playground vzaps-rtk')
  await expect(page.getByText('Errado em 1 de 3')).toBeVisible()
  await isPortuguese(page, 'a story')
  await button('Experimente em três passos').click()
  const tour = page.getByRole('region', { name: 'Tour em três passos' })
  await tour.getByRole('button', { name: 'Renomear Suporte' }).click()
  await tour.getByText('Diga não').waitFor()
  await isPortuguese(page, 'the tour')

  await app.open({ path: '/instances?lang=pt-BR', rows })
  await page.getByLabel('Token do cliente').fill('')
  await button('Entrar').click()
  await expect(page.getByText('Necessário para entrar')).toBeVisible()
  await isPortuguese(page, 'signing in')
  await page
    .evaluate(() => window.gateway.credentials.clientToken)
    .then((token) => page.getByLabel('Token do cliente').fill(token))
  await button('Entrar').click()
  await app.link('Alpha').waitFor()
  await expect(page).toHaveTitle('Instâncias · Playground vzaps-rtk')
  await isPortuguese(page, 'the list')

  await app.link('Alpha').click()
  const drawer = page.getByRole('dialog', { name: 'Instância', exact: true })
  await expect(drawer.getByText('Confirmado agora mesmo por')).toBeVisible()
  await refuse(page, 'PATCH', /VZ1/, 409)
  await drawer.getByRole('button', { name: 'Renomear' }).click()
  await drawer.getByLabel('Nome').fill('Zulu')
  await page.keyboard.press('Enter')
  await expect(drawer.getByText('A instância não foi renomeada para “Zulu”')).toBeVisible()
  await expect(drawer.getByText('Veja antes como está agora.')).toBeVisible()
  await isPortuguese(page, 'an instance whose rename was refused')

  await refuse(page, 'POST', /disconnect$/, 409)
  const answer = await hold(page, 'POST', /disconnect$/)
  await drawer.getByRole('button', { name: 'Desconectar' }).click()
  const dialog = page.getByRole('dialog', { name: 'Desconectar o celular?' })
  await dialog.getByRole('button', { name: 'Desconectar' }).click()
  await isPortuguese(page, 'a dialog')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await answer()
  await expect(app.toast('Alpha não foi desconectada')).toBeVisible()
  await isPortuguese(page, 'a toast')
})

test('the switch says everything anew on the spot, and is remembered', async ({ app, page }) => {
  await app.start({ path: '/instances?lang=en', rows })
  await app.search.fill('Alpha')
  await expect(app.names).toHaveText(['Alpha'])
  await page.getByRole('button', { name: 'Português' }).click()
  await expect(page.getByRole('heading', { name: 'Instâncias' })).toBeVisible()
  // What was typed and found stays: nothing was loaded anew.
  await expect(page.getByRole('searchbox', { name: 'Buscar instâncias' })).toHaveValue('Alpha')
  await expect(app.names).toHaveText(['Alpha'])
  await expect(page).toHaveURL(/lang=pt-BR/)
  await expect(page).toHaveTitle('Instâncias · Playground vzaps-rtk')
  expect(await saidIn(page, 'en')).toEqual([])

  await page.addInitScript(() => {
    // Is English ever shown, for however short a time?
    new MutationObserver(() => {
      if (document.body?.textContent.includes('Sign in'))
        document.documentElement.dataset.flash = ''
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await page.goto('/instances?latency=0')
  await expect(page.getByRole('form', { name: 'Entrar' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR')
  await expect(page.locator('html')).not.toHaveAttribute('data-flash')

  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('form', { name: 'Sign in' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveTitle('Sign in · vzaps-rtk playground')
  await expect(page).toHaveURL(/\/instances\?latency=0$/)
  expect(await saidIn(page, 'pt-BR')).toEqual([])
})
