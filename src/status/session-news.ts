import type { UnknownAction } from '@reduxjs/toolkit'
import { isRecord } from '../core/casing.ts'
import type { CallMeta } from './calls.ts'
import type { HubParts } from './hub-parts.ts'

/** A session's status is news of its instance's row, whether anybody watches that or not. */
export const tellSession = (
  { meta, payload }: UnknownAction,
  { api, store, tellRows }: Pick<HubParts, 'api' | 'store' | 'tellRows'>,
): void => {
  const { requestStatus, arg, baseQueryMeta } = meta as CallMeta
  if (arg.endpointName !== 'getSessionStatus' || requestStatus !== 'fulfilled') return
  const id = String(arg.originalArgs)
  const connected = isRecord(payload) ? payload.connected : undefined
  if (typeof connected !== 'boolean' || !api.util.selectRow(store.getState(), 'Instance', id))
    return
  const asOf = baseQueryMeta?.sentSeq ?? 0
  store.dispatch(tellRows([{ type: 'Instance', id, fields: { connected } }], { asOf }))
}
