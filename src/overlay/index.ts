export type { ConfirmRules } from './invalidation/confirm.ts'
export type {
  EntryInvalidationOptions,
  InvalidatingApi,
} from './invalidation/with-entry-invalidation.ts'
export { withEntryInvalidation } from './invalidation/with-entry-invalidation.ts'
export type {
  FailedOperation,
  Operation,
  RowRef,
  SettledOperation,
} from './operations/operation.ts'
export { temporaryId } from './operations/operation.ts'
export { createSendOrder } from './operations/send-order.ts'
export type { Gone } from './recipes/draft.ts'
export { gone } from './recipes/draft.ts'
export type {
  EntryEffect,
  InsertEffect,
  OptimisticOptions,
  Recipe,
  RecipesFor,
  RowEffect,
  RowId,
  RowsIn,
  RowType,
  RowTypes,
  Step,
} from './recipes/recipes.ts'
export { defineOptimistic, itself, list } from './recipes/recipes.ts'
export type { Optimistic, OptimisticApi, RowNews, RowUtil } from './with-optimistic-updates.ts'
export { withOptimisticUpdates } from './with-optimistic-updates.ts'
