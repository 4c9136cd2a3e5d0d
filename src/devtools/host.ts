/** The element that the developer tools live in, apart from the page. */
export interface Host {
  readonly element: HTMLElement
  readonly shadow: ShadowRoot
  /** Where React renders. */
  readonly container: HTMLElement
  remove(): void
}

/** The page's own rules reach the host, and nothing in it: it takes up no room, and lies over all else. */
const hostStyle = {
  all: 'initial',
  display: 'block',
  position: 'fixed',
  inset: 'auto 0 0 auto',
  width: '0',
  height: '0',
  overflow: 'visible',
  'z-index': '2147483647',
  'pointer-events': 'auto',
}

/** What happens in here is nothing to the app: no shortcut of it, no click outside of its dialog, no lost focus. */
const ownEvents = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut'],
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'wheel'],
  ...['pointerdown', 'pointerup', 'touchstart', 'touchmove', 'touchend', 'focusin', 'focusout'],
]

/** Without an inline style element, which a page's Content-Security-Policy may forbid, where the browser can. */
export const addStyle = (shadow: ShadowRoot, css: string): void => {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    shadow.prepend(style)
  }
}

const isModal = (element: HTMLElement): boolean => {
  if (!(element.checkVisibility?.() ?? true)) return false
  if (element.getAttribute('aria-modal') === 'true') return true
  try {
    return element.matches(':modal')
  } catch {
    return false // a browser that does not know the selector
  }
}

/** The modal that is open, if any; of several the one that is used, else the last. */
const openModal = (): HTMLElement | undefined => {
  const found = document.querySelectorAll<HTMLElement>('[aria-modal="true"], dialog[open]')
  const modals = [...found].filter(isModal)
  return modals.findLast((modal) => modal.contains(document.activeElement)) ?? modals.at(-1)
}

/**
 * Puts the host on the page. While a modal is open, it stands in that: everything else is out of reach then, by the
 * browser's rule (`<dialog>`), by a trap that takes the focus back, or by `aria-hidden`. As a popover it lies over
 * whatever the page shows, and is not cut off by what it stands in.
 */
export const createHost = (): Host => {
  const element = document.createElement('div')
  element.setAttribute('data-vzaps-devtools', '')
  for (const [name, value] of Object.entries(hostStyle))
    element.style.setProperty(name, value, 'important')
  element.setAttribute('popover', 'manual')
  const stop = (event: Event) => event.stopPropagation()
  for (const type of ownEvents) element.addEventListener(type, stop)
  const shadow = element.attachShadow({ mode: 'open' })
  const container = document.createElement('div')
  shadow.append(container)

  /** Who had the focus in here: an element that moves loses it. */
  let focused: Element | null = null
  shadow.addEventListener('focusin', ({ target }) => {
    focused = target as Element
  })
  shadow.addEventListener('focusout', () => {
    // It went elsewhere, and not away with the host.
    queueMicrotask(() => {
      if (element.isConnected) focused = shadow.activeElement
    })
  })

  const settle = () => {
    const home = openModal() ?? document.body
    if (element.parentNode !== home) {
      const before = focused
      home.append(element)
      element.showPopover?.()
      ;(before as HTMLElement | null)?.focus({ preventScroll: true })
    }
    for (const name of ['aria-hidden', 'inert'])
      if (element.hasAttribute(name)) element.removeAttribute(name)
  }
  settle()
  const observer = new MutationObserver(settle)
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ['open', 'hidden', 'inert', 'aria-modal', 'aria-hidden'],
  })

  return {
    element,
    shadow,
    container,
    remove: () => {
      observer.disconnect()
      element.remove()
    },
  }
}
