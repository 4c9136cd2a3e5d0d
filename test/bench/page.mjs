import { JSDOM } from 'jsdom'

/** Gives Node the page that React needs: before React is loaded, which looks for it once. */
export const openPage = () => {
  // pretendToBeVisual: animation frames at 60 Hz, on which RTK Query's notifications wait as in a browser.
  const { window } = new JSDOM('<!doctype html><body></body>', {
    url: 'http://localhost/',
    pretendToBeVisual: true,
  })
  const { document, navigator, MutationObserver } = window
  Object.assign(globalThis, { window, document, navigator, MutationObserver })
  globalThis.requestAnimationFrame = window.requestAnimationFrame.bind(window)
  globalThis.cancelAnimationFrame = window.cancelAnimationFrame.bind(window)
}
