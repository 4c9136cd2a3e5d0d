import type { MouseEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'

/** ms in which a second click makes it a double one, which selects a word. */
const doubleClickMs = 250

/** Is a text selected? Whoever selects one does not mean to leave. */
const isSelecting = (): boolean => (window.getSelection()?.toString() ?? '') !== ''

/** Is it a click that the browser would follow in this tab? */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

/**
 * Opens an instance by a click on its link, or anywhere else on its row: on nothing that has a purpose of its own, and not
 * while a text is selected, by dragging or by a double click. One for the whole list: rows say what they are by
 * `data-instance`.
 */
export const useOpenByRow = () => {
  const navigate = useNavigate()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const open = (id: string) => {
    if (isSelecting()) return
    void navigate({ pathname: `/instances/${id}`, search: window.location.search })
  }
  return (event: MouseEvent<HTMLElement>) => {
    const { target, defaultPrevented } = event
    clearTimeout(timer.current)
    // What is shown elsewhere, such as the row's menu, is still a part of the row to React.
    const row = target instanceof Element && target.closest<HTMLElement>('.row')
    const id = row ? row.dataset.instance : undefined
    if (defaultPrevented || id === undefined || !(target instanceof Element)) return
    if (target.closest('.row-link')) {
      if (!isPlain(event) && !isSelecting()) return
      event.preventDefault()
      return open(id)
    }
    // The second click of a double one selects before it is heard: nothing is to come of it later, selected or not.
    if (isSelecting() || target.closest('a, button, input, label, [role=alert]')) return
    timer.current = setTimeout(open, doubleClickMs, id)
  }
}
