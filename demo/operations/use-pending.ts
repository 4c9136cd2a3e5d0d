import type { Operation } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'

/** The changes of an instance whose answer is awaited; what lost its answer is a failure, and waits for a read. */
export const usePending = (instanceId: string): readonly Operation[] =>
  vzaps.useInstanceOperations(instanceId).pending.filter(({ status }) => status !== 'unknown')
