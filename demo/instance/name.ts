import type { Instance } from 'vzaps-rtk/react'
import { countVisible } from '../ui/visible-text.ts'

/** What to call an instance; the id when it has no name that could be seen. */
export const nameOf = ({ name, id }: Pick<Instance, 'name' | 'id'>): string =>
  name && countVisible(name) > 0 ? name : id
