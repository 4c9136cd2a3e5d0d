import type { InstanceRows } from '../instances/schema.ts'
import type { RecipesFor } from '../overlay/recipes/recipes.ts'
import type { SessionEndpoints } from './endpoints.ts'

/** Whether the phone is gone is the server's to say: a disconnect is only seen as pending. */
export const sessionRecipes: RecipesFor<SessionEndpoints<'vzaps'>, InstanceRows> = {
  disconnectSession: { row: { type: 'Instance', id: (id) => id } },
}
