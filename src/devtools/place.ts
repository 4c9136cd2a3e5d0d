/** How somebody left the dock, for the next visit. */
export interface Place {
  readonly isOpen: boolean
  /** Of the window's height, in percent. */
  readonly height: number
  /** The tab that was looked at last. */
  readonly tab: string
}

export const MIN_HEIGHT = 20
export const MAX_HEIGHT = 90

const initial: Place = { isOpen: false, height: 45, tab: '' }

/** A height that leaves both the dock and the app to be seen. */
export const fitHeight = (percent: number): number =>
  Math.round(Math.min(Math.max(percent, MIN_HEIGHT), MAX_HEIGHT))

const keyOf = (name: string) => `vzaps-rtk/devtools/${name}`

/** What was remembered; the beginning where nothing is, or where the page may not store anything. */
export const readPlace = (name: string): Place => {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(name)) ?? '{}') as Partial<Place>
    const height = Number(found.height)
    return {
      isOpen: found.isOpen === true,
      height: Number.isFinite(height) ? fitHeight(height) : initial.height,
      tab: String(found.tab ?? initial.tab),
    }
  } catch {
    return initial
  }
}

/** Remembers it, where the page may. */
export const keepPlace = (name: string, place: Place): void => {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(place))
  } catch {
    // A full or forbidden storage: the dock begins anew the next time.
  }
}
