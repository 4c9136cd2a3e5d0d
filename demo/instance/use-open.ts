import type { MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import { isTemporaryId } from 'vzaps-rtk/optimistic'

/** Is a text selected? Whoever selects one does not mean to leave. */
export const isSelecting = (): boolean => (window.getSelection()?.toString() ?? '') !== ''

/**
 * Opens an instance by a click anywhere on its row: on nothing that has a purpose of its own, and not at the end of
 * selecting a text.
 */
export const useOpenByRow = (instanceId: string) => {
  const navigate = useNavigate()
  if (isTemporaryId(instanceId)) return undefined
  return ({ currentTarget, target, defaultPrevented }: MouseEvent<HTMLElement>) => {
    // What is shown elsewhere, such as the row's menu, is still a part of the row to React.
    if (defaultPrevented || !(target instanceof Element) || !currentTarget.contains(target)) return
    if (target.closest('a, button, input, label, [role=alert]') || isSelecting()) return
    void navigate({ pathname: `/instances/${instanceId}`, search: window.location.search })
  }
}
