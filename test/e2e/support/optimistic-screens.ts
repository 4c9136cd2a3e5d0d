import { hold, refuse } from './answers.ts'
import type { Screen } from './screens.ts'

/** What is shown before its answer, and what was taken back. */
export const optimisticScreens: readonly Screen[] = [
  {
    name: 'changes under way',
    show: async (app) => {
      await app.link('Alpha').waitFor()
      await hold(app.page, 'PATCH', /VZ1/)
      await hold(app.page, 'PUT', /create/)
      await app.openDrawer('Alpha')
      await app.rename('Zulu')
      await app.page.keyboard.press('Escape')
      await app.drawer.waitFor({ state: 'hidden' })
      await app.create('Yankee')
      return app.newRow('Yankee').getByText('Creating…').first()
    },
  },
  {
    name: 'a rename under way',
    show: async (app) => {
      await app.openDrawer('Alpha')
      await hold(app.page, 'PATCH', /VZ1/)
      await app.rename('Zulu')
      return app.drawer.getByText('Saving…')
    },
  },
  {
    name: 'failed changes',
    show: async (app) => {
      await app.link('Alpha').waitFor()
      const answer = await hold(app.page, 'PUT', /create/)
      await app.create('Echo')
      await app.openDrawer('Alpha')
      await answer()
      await app.toast('Echo was not created').waitFor()
      await app.page.keyboard.press('Escape')
      await app.drawer.waitFor({ state: 'hidden' })
      await refuse(app.page, 'DELETE', /VZ4/, 500)
      await app.remove('Delta')
      return app.toast('It was not deleted')
    },
  },
  {
    name: 'a failed rename and a failed resume',
    show: async (app) => {
      await app.openDrawer('Charlie')
      await refuse(app.page, 'PATCH', /VZ3/, 409)
      await app.rename('Zulu')
      await refuse(app.page, 'POST', /resume/, 409)
      await app.drawer.getByRole('button', { name: 'Resume the subscription' }).click()
      await app.drawer.getByText('It was not renamed').waitFor()
      return app.drawer.getByText('It was not resumed')
    },
  },
  {
    name: 'the create form, open again',
    show: async (app) => {
      await app.create('Echo')
      return app.page.getByText('Another instance has this name')
    },
  },
]
