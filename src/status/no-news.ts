import { copyWithStructuralSharing } from '@reduxjs/toolkit/query'
import { isRecord } from '../core/casing.ts'
import { isInstance } from '../instances/rows-of.ts'
import type { Instance } from '../instances/schema.ts'

/** Does an answer say nothing that is not known? */
export interface NoNews {
  /** Fields that the answer does not have say nothing else. */
  inRow(row: Instance, known: Instance): boolean
  inPage(page: unknown, known: unknown): boolean
}

const isEqual = (one: unknown, known: unknown): boolean =>
  copyWithStructuralSharing(known, one) === known

/** An app may have made a page of another kind. */
const isPage = (page: unknown): page is { readonly content: readonly Instance[] } =>
  isRecord(page) && Array.isArray(page.content) && page.content.every(isInstance)

/** What was compared once is not compared again: an answer has the same objects as the one before where it says the same. */
const remembering = (compare: (row: Instance, known: Instance) => boolean) => {
  const found = new WeakMap<Instance, Instance>()
  return (row: Instance, known: Instance | undefined): boolean => {
    if (!known) return false
    if (row === known || found.get(row) === known) return true
    const isSame = compare(row, known)
    if (isSame) found.set(row, known)
    return isSame
  }
}

/** Makes what tells whether answers are news. */
export const createNoNews = (): NoNews => {
  const isSameRow = remembering(isEqual)
  return {
    inRow: remembering((row, known) =>
      Object.entries(row).every(([name, value]) => isEqual(value, known[name as keyof Instance])),
    ),
    inPage: (page, known) => {
      if (!isPage(page) || !isPage(known)) return isEqual(page, known)
      const { content } = known
      const areSame =
        page.content.length === content.length &&
        page.content.every((row, at) => isSameRow(row, content[at]))
      return areSame && isEqual({ ...page, content }, known)
    },
  }
}
