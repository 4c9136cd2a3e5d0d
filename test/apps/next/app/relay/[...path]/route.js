import { createMockGateway } from 'vzaps-rtk/mock'
import { createVZapsRelay } from 'vzaps-rtk/server'

// The account: two instances of Ana's, and one of somebody else.
const gateway = createMockGateway({
  instances: ['Sales', 'Support', 'Of Bob'].map((name) => ({ name, connected: true })),
})
const [sales, support] = gateway.instances.list()

const relay = createVZapsRelay({
  ...gateway.credentials,
  authorize: ({ request }) =>
    request.cookies.get('session')?.value === 'ana'
      ? { instances: [sales.id, support.id] }
      : Response.json({ message: 'Sign in first' }, { status: 401 }),
  platform: { fetch: gateway.fetch, WebSocket: gateway.WebSocket },
})

export { relay as DELETE, relay as GET, relay as PATCH, relay as POST, relay as PUT }
