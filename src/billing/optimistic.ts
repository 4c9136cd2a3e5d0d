import type { InstanceRows } from '../instances/schema.ts'
import type { RecipesFor } from '../overlay/recipes/recipes.ts'
import type { BillingEndpoints } from './endpoints.ts'

/**
 * What the billing slice's mutations look like before their answer. A payment and a cancellation are only seen as pending:
 * what comes of them, only the server knows.
 */
export const billingRecipes: RecipesFor<BillingEndpoints<'vzaps'>, InstanceRows> = {
  subscribeInstance: { row: { type: 'Instance', id: ({ instanceId }) => instanceId } },
  resumeSubscription: {
    row: {
      type: 'Instance',
      id: (id) => id,
      update: (row) => ({ ...row, cancelAt: null }),
    },
  },
  cancelInstance: { row: { type: 'Instance', id: (id) => id } },
}
