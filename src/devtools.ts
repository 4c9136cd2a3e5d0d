'use client'

export type {
  DevtoolsOptions,
  OptimisticDevtoolsProps,
  VZapsDevtoolsProps,
} from './devtools/Devtools.tsx'
export { OptimisticDevtools, VZapsDevtools } from './devtools/Devtools.tsx'
export type { InspectableApi, InspectableVZapsApi } from './devtools/inspected.ts'
