const onePress: ReadonlySet<string> = new Set(['Enter', 'Escape'])

/**
 * A held Enter or Escape is one press. Its repeats would act on whatever is there by then: open what was just closed,
 * confirm what was just asked, close what lies beneath. Only a text of several lines wants them.
 */
export const ignoreHeldKeys = (window: Window): void => {
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.repeat || !onePress.has(event.key)) return
      if (event.target instanceof HTMLTextAreaElement) return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    { capture: true },
  )
}
