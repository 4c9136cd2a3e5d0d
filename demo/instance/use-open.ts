import type { MouseEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { isTemporaryId } from 'vzaps-rtk/optimistic'

/** ms in which a second click makes it a double one, which selects a word. */
const doubleClickMs = 250

/** Is a text selected? Whoever selects one does not mean to leave. */
export const isSelecting = (): boolean => (window.getSelection()?.toString() ?? '') !== ''

/**
 * Opens an instance by a click anywhere on its row: on nothing that has a purpose of its own, and not while a text is
 * selected, by dragging or by a double click.
 */
export const useOpenByRow = (instanceId: string) => {
  const navigate = useNavigate()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  if (isTemporaryId(instanceId)) return undefined
  return ({ currentTarget, target, defaultPrevented }: MouseEvent<HTMLElement>) => {
    clearTimeout(timer.current)
    // What is shown elsewhere, such as the row's menu, is still a part of the row to React.
    if (defaultPrevented || !(target instanceof Element) || !currentTarget.contains(target)) return
    // The second click of a double one has selected by now: nothing is to come of it later, selected or not.
    if (isSelecting() || target.closest('a, button, input, label, [role=alert]')) return
    timer.current = setTimeout(() => {
      if (isSelecting()) return
      void navigate({ pathname: `/instances/${instanceId}`, search: window.location.search })
    }, doubleClickMs)
  }
}
