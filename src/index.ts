export { createVZapsApi } from './create.ts'
export * from './exports.ts'
