export type { ConfirmRules } from './invalidation/confirm.ts'
export type {
  EntryInvalidationOptions,
  InvalidatingApi,
} from './invalidation/with-entry-invalidation.ts'
export { withEntryInvalidation } from './invalidation/with-entry-invalidation.ts'
export type { RowNotMade } from './making/deferred-calls.ts'
export { waitForMadeRows } from './making/wait-for-made-rows.ts'
export type {
  FailedOperation,
  Operation,
  RowRef,
  SettledOperation,
} from './operations/operation.ts'
export { createSendOrder } from './operations/send-order.ts'
export { isTemporaryId, temporaryId, temporaryNumber } from './operations/temporary-ids.ts'
export type {
  DraftUtil,
  Injectable,
  InspectUtil,
  OptimisticApi,
  OptimisticUtil,
  RowNews,
  UpdateOf,
  WithOptimistic,
} from './optimistic-api.ts'
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
  RowsEffect,
  RowsIn,
  RowType,
  RowTypes,
  Step,
} from './recipes/recipes.ts'
export { defineOptimistic, itself, list } from './recipes/recipes.ts'
export type { ActionListener } from './reducer/origin.ts'
export type { EntryLayer, EntryLayers } from './reducer/select-layers.ts'
export { withOptimisticUpdates } from './with-optimistic-updates.ts'
