import type { ComponentProps } from 'react'

interface IconButtonProps extends ComponentProps<'button'> {
  readonly isSmall?: boolean
  /** It has just done what it is for. */
  readonly isDone?: boolean
}

/** A quiet button of one icon, and of one element: each row of a long list has two. */
export const IconButton = ({ isSmall = false, isDone = false, ...props }: IconButtonProps) => (
  <button
    type="button"
    {...props}
    className="icon-button mantine-active"
    data-small={isSmall || undefined}
    data-done={isDone || undefined}
  />
)
