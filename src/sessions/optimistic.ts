import type { InstanceRows } from '../instances/schema.ts'
import type { RecipesFor } from '../overlay/recipes/recipes.ts'
import type { SessionEndpoints } from './endpoints.ts'

/** A disconnect is only seen as pending: whether the phone is gone, only the server knows. */
export const sessionRecipes: RecipesFor<SessionEndpoints<'vzaps'>, InstanceRows> = {
  disconnectSession: { row: { type: 'Instance', id: (id) => id } },
}
