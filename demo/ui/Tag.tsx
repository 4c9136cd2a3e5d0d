import { Badge } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'

/** What a tag may look like. */
export type TagColor = 'gray' | 'blue' | 'violet' | 'green' | 'yellow' | 'orange' | 'red'

interface TagProps extends ComponentProps<'div'> {
  readonly color: TagColor
  readonly icon: ReactNode
  /** Nothing has confirmed it lately: it looks like a memory, not like a fact. */
  readonly isUnsure?: boolean
}

const { classes } = Badge

/**
 * A badge of plain elements: each row of a long list has two, and what Mantine works out for each of its own (theme,
 * variant, style properties) is the same for all of them.
 */
export const Tag = ({ color, icon, isUnsure = false, children, ...props }: TagProps) => (
  <div
    {...props}
    className={`${classes.root} mantine-Badge-root tag${isUnsure ? ' unsure' : ''}`}
    data-color={color}
    data-with-left-section
  >
    <span className={`${classes.section} mantine-Badge-section`} data-position="left">
      {icon}
    </span>
    <span className={`${classes.label} mantine-Badge-label`}>{children}</span>
  </div>
)
