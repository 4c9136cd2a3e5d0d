import type { KeyboardEvent, PointerEvent } from 'react'
import { fitHeight, MAX_HEIGHT, MIN_HEIGHT } from './place.ts'

/** The line by which the dock is made higher or lower. */
export const Grip = ({ height, onHeight }: { height: number; onHeight(height: number): void }) => {
  const onKeyDown = (event: KeyboardEvent) => {
    const next = {
      ArrowUp: height + 5,
      ArrowDown: height - 5,
      Home: MIN_HEIGHT,
      End: MAX_HEIGHT,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    onHeight(fitHeight(next))
  }
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture?.(event.pointerId)) return
    onHeight(fitHeight(100 - (100 * event.clientY) / window.innerHeight))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: no rule of a text, but one that is moved
    <div
      className="grip"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label="Height of the developer tools"
      aria-valuenow={height}
      aria-valuemin={MIN_HEIGHT}
      aria-valuemax={MAX_HEIGHT}
      aria-valuetext={`${height} % of the window`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    />
  )
}
