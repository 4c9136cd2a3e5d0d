import { idOf, nameOf } from '../rows.ts'
import type { Mutation } from './api.ts'
import type { Called } from './server.ts'

/** Which operations are open. */
export interface Kind {
  /** They take turns. */
  readonly mutations: readonly Mutation[]
  /** All of them are about one row; else each is about another. */
  readonly isSameRow?: true
  /** The list's rows show a second type of row inside them. */
  readonly hasOwners?: true
  /** At most so many rows are in the list: a recipe that writes them all is not to be the figure itself. */
  readonly rows?: number
}

/** The kinds by the name that the table has them under. */
export const kinds = {
  update: { mutations: ['renameRow'] },
  draft: { mutations: ['draftRow'] },
  sameRow: { mutations: ['renameRow'], isSameRow: true },
  remove: { mutations: ['removeRow'] },
  create: { mutations: ['createRow'] },
  entry: { mutations: ['renameInList'] },
  everyRow: { mutations: ['renameAllInList'], rows: 100 },
  nested: { mutations: ['renameOwner'], hasOwners: true },
  mixed: { mutations: ['renameRow', 'renameInList', 'createRow', 'removeRow'] },
} as const satisfies Record<string, Kind>

export type KindName = keyof typeof kinds

/** The call with this index, on a list of so many rows. */
export const callOf = ({ mutations, isSameRow }: Kind, index: number, rows: number): Called => {
  const mutation = mutations[index % mutations.length]
  if (!mutation) throw new Error('There is nothing to call')
  // 7 shares no factor with the sizes in use: neighbours in time are not neighbours in the list.
  const at = isSameRow ? 0 : (index * 7) % rows
  return { index, mutation, args: { id: idOf(at), name: nameOf(index + 1) } }
}
