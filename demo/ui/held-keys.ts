/**
 * A held Enter is one press. Its repeats would act on whatever has the focus by then: open what was just closed, or
 * confirm what was just asked. Only a text of several lines wants them.
 */
export const ignoreHeldEnter = (window: Window): void => {
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.repeat || event.key !== 'Enter' || event.target instanceof HTMLTextAreaElement)
        return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    { capture: true },
  )
}
