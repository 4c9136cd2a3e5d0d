export { createVZapsApi } from './create.ts'
export * from './exports.ts'
export type { VZapsStore } from './with-api.ts'
export { withVZapsApi } from './with-api.ts'
