import { act, configure, fireEvent, render, within } from '@testing-library/react'
import type { ReactElement } from 'react'
import { Provider } from 'react-redux'
import type { InspectedStore } from '../../src/devtools/inspected.ts'

// What the dock shows is loaded when it is opened, which takes longer than a second on a busy machine.
configure({ asyncUtilTimeout: 40_000 })

/** The developer tools' own part of the page. */
const shadow = (): ShadowRoot | null | undefined =>
  document.querySelector('[data-vzaps-devtools]')?.shadowRoot

/** What is in the shadow root, for queries. */
export const tools = () => {
  const root = shadow()
  if (!root) throw new Error('the developer tools are not on the page')
  return within(root.lastElementChild as HTMLElement)
}

/** Is anything of the developer tools on the page? */
export const isThere = (): boolean => shadow() != null

/** What has the focus in the developer tools. */
export const focused = () => shadow()?.activeElement

/** Renders under a store's provider. */
export const renderIn = (store: InspectedStore, ui: ReactElement) =>
  render(ui, { wrapper: ({ children }) => <Provider store={store as never}>{children}</Provider> })

/** Presses keys where the focus is. */
export const press = (key: string, held: Partial<KeyboardEventInit> = {}, on?: Element | null) =>
  act(async () => {
    const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key
    const at = on ?? focused() ?? document.activeElement ?? document.body
    fireEvent.keyDown(at, { key, code, composed: true, ...held })
  })

/** The chord that opens and closes, unless an app says otherwise. */
export const chord = (on?: Element) => press('D', { altKey: true, shiftKey: true }, on)

/** Clicks the button of this name. */
export const click = async (name: string | RegExp, role = 'button') => {
  const button = await tools().findByRole(role, { name })
  await act(async () => void fireEvent.click(button))
}

/** Opens the dock, and waits until what it shows is loaded. */
export const open = async () => {
  await click('Developer tools')
  await tools().findByRole('tablist')
}
