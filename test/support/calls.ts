import type { Setup } from './setup.ts'

/** A call under way, whatever endpoint it is of. */
export interface Running {
  abort(): void
  unwrap(): Promise<unknown>
}

/** Starts a call about an instance. */
export type ById = (at: Setup, instanceId: string) => Running

/** Every endpoint that takes an id. */
export const byId: Readonly<Record<string, ById>> = {
  getInstance: ({ store, e }, id) => store.dispatch(e.getInstance.initiate(id)),
  updateInstance: ({ store, e }, id) =>
    store.dispatch(e.updateInstance.initiate({ instanceId: id, data: { rejectCalls: true } })),
  restartInstance: ({ store, e }, id) => store.dispatch(e.restartInstance.initiate(id)),
  deleteInstance: ({ store, e }, id) => store.dispatch(e.deleteInstance.initiate(id)),
  'deleteInstance, deferred': ({ store, e }, id) =>
    store.dispatch(e.deleteInstance.initiate({ instanceId: id, deferMs: 5 })),
  subscribeInstance: ({ store, e }, id) =>
    store.dispatch(e.subscribeInstance.initiate({ instanceId: id })),
  resumeSubscription: ({ store, e }, id) => store.dispatch(e.resumeSubscription.initiate(id)),
  cancelInstance: ({ store, e }, id) => store.dispatch(e.cancelInstance.initiate(id)),
  getSessionStatus: ({ store, e }, id) => store.dispatch(e.getSessionStatus.initiate(id)),
  getSessionQr: ({ store, e }, id) => store.dispatch(e.getSessionQr.initiate(id)),
  getPairCode: ({ store, e }, id) =>
    store.dispatch(e.getPairCode.initiate({ instanceId: id, phone: '5511999999999' })),
  disconnectSession: ({ store, e }, id) => store.dispatch(e.disconnectSession.initiate(id)),
  getWebhook: ({ store, e }, id) => store.dispatch(e.getWebhook.initiate(id)),
  setWebhook: ({ store, e }, id) =>
    store.dispatch(e.setWebhook.initiate({ instanceId: id, webhook: 'https://a.test/hook' })),
  request: ({ store, e }, id) =>
    store.dispatch(e.request.initiate({ method: 'GET', path: '/plans/list', instanceId: id })),
}

/** The error in the action that ended an endpoint's last call. */
export const endOf = ({ actions }: Setup, endpointName: string): unknown => {
  const ends = actions.filter(
    ({ type, meta }) =>
      String(type).endsWith('/rejected') &&
      (meta as { arg?: { endpointName?: string } }).arg?.endpointName === endpointName,
  )
  const last = ends.at(-1)
  return last?.payload ?? last?.error
}
