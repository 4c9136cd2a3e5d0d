export type { ConfirmRules } from './invalidation/confirm.ts'
export type {
  EntryInvalidationOptions,
  InvalidatingApi,
} from './invalidation/with-entry-invalidation.ts'
export { withEntryInvalidation } from './invalidation/with-entry-invalidation.ts'
export type { FailedOperation, Operation, SettledOperation } from './optimistic/operations.ts'
export { temporaryId } from './optimistic/operations.ts'
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
} from './optimistic/recipes.ts'
export { defineOptimistic, itself, list } from './optimistic/recipes.ts'
export { createSendOrder } from './optimistic/send-order.ts'
export type { Optimistic, OptimisticApi } from './optimistic/with-optimistic-updates.ts'
export { withOptimisticUpdates } from './optimistic/with-optimistic-updates.ts'
