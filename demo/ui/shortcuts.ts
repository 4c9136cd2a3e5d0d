import { useHotkeys, useLocalStorage } from '@mantine/hooks'

/** Are single keys shortcuts? Whoever dictates, or rests a hand on the keyboard, switches them off. */
export const useShortcutsSetting = () =>
  useLocalStorage({
    key: 'vzaps-rtk playground: shortcuts',
    defaultValue: true,
    getInitialValueInEffect: false,
  })

/** Is something open over the page that takes the keys? */
const isCovered = (): boolean => document.querySelector('[role=dialog][aria-modal=true]') !== null

/** Acts on a single key, but not while text is typed, and not behind a dialog. */
export const useShortcut = (key: string, act: () => void): void => {
  const [isOn] = useShortcutsSetting()
  useHotkeys([
    [
      key,
      (event) => {
        if (!isOn || isCovered()) return
        event.preventDefault()
        act()
      },
      { preventDefault: false },
    ],
  ])
}
