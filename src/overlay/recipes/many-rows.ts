import type { AnyEntryStep, AnyRecipe, AnyRowsEffect, EntryRecipe, IdsOf } from './any-recipe.ts'
import { changeRows } from './change-rows.ts'
import type { Change } from './draft.ts'
import { gone } from './draft.ts'
import { pickNamed } from './named-fields.ts'
import type { RowsIn } from './rows-in.ts'

/** What many rows are looked up with. */
export interface ManyRowsParts {
  /** How an endpoint shows rows, by their types. */
  rowsIn(endpointName: string): ReadonlyMap<string, RowsIn>
  /** The endpoints that show a type. */
  endpointsOf(type: string): readonly string[]
  readonly change: Change
}

/** A recipe's effects on many rows. */
const effectsOf = ({ rows }: AnyRecipe): readonly AnyRowsEffect[] =>
  rows === undefined ? [] : Array.isArray(rows) ? rows : [rows as AnyRowsEffect]

/**
 * A recipe in which effects on many rows are effects on every entry that may show some of them: so they take one walk over
 * its rows, however many these are.
 */
export const withManyRows = (recipe: AnyRecipe, parts: ManyRowsParts): AnyRecipe => {
  const effects = effectsOf(recipe)
  if (effects.length === 0) return recipe
  const names = new Set(effects.flatMap(({ type }) => parts.endpointsOf(type)))
  const added = [...names].map((name): [string, EntryRecipe] => [
    name,
    onEntries(name, effects, recipe.entries?.[name], parts),
  ])
  return { ...recipe, entries: { ...recipe.entries, ...Object.fromEntries(added) } }
}

const onEntries = (
  endpointName: string,
  effects: readonly AnyRowsEffect[],
  declared: EntryRecipe | undefined,
  { rowsIn, change }: ManyRowsParts,
): EntryRecipe => ({
  where: () => true,
  update: (data, step, idsOf) => {
    let next = data
    for (const effect of effects) {
      const place = rowsIn(endpointName).get(effect.type)
      if (place) next = changeAll(next, { place, effect, step, change, idsOf })
    }
    return declared && isAbout(declared, step) ? declared.update(next, step, idsOf) : next
  },
})

/** What an entry is told by its argument; by tags, or by one argument, an entry is looked up before it is changed. */
const isAbout = ({ where }: EntryRecipe, { arg, queryArg }: AnyEntryStep) =>
  where?.(queryArg, arg) ?? true

interface Changing {
  readonly place: RowsIn
  readonly effect: AnyRowsEffect
  readonly step: AnyEntryStep
  readonly change: Change
  readonly idsOf: IdsOf
}

const changeAll = (data: unknown, { place, effect, step, change, idsOf }: Changing): unknown => {
  const named = effect.ids?.(step.arg).flatMap((id) => idsOf(effect.type, String(id)))
  const ids = named && new Set(named)
  const answered = new Map(
    step.isSettled ? effect.answer?.(step.result).map((row) => [place.idOf(row), row]) : [],
  )
  return changeRows(place, data, (row, id) => {
    if (ids && !ids.has(id)) return row
    const next = change(row, effect, (draft) => effect.update(draft, step))
    if (next === gone) return undefined
    const said = answered.get(id)
    if (!said) return next as object
    return {
      ...(next as object),
      ...(step.isCertain ? said : pickNamed(row, next as object, said)),
    }
  })
}
