import { withVZapsApi } from 'vzaps-rtk'
import { relay } from './relay'

/** What the page of this user begins with, read through the relay: so nobody gets more than they may see. */
export const readAhead = (cookie) => {
  const options = {
    baseUrl: 'https://this.app/relay',
    auth: { proxy: true, headers: { Cookie: cookie } },
    platform: { fetch: relay },
  }
  return withVZapsApi(options, async (vzaps, store) => {
    await store.dispatch(vzaps.endpoints.listInstances.initiate())
    return vzaps.util.snapshot(store.getState())
  })
}
