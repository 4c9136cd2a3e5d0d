import { createVZapsRelay } from 'vzaps-rtk/server'
import { WebSocket } from 'ws'

/** Who may see what; a real app asks its own database. */
const users = { ana: (process.env.INSTANCES_OF_ANA ?? '').split(',') }

const userOf = (request) => {
  const [, name] = /(?:^|; )session=(\w+)/.exec(request.headers.get('Cookie') ?? '') ?? []
  return Object.hasOwn(users, name) ? { id: name, instanceIds: users[name] } : undefined
}

export const relay = createVZapsRelay({
  clientToken: process.env.VZAPS_CLIENT_TOKEN ?? '',
  clientSecret: process.env.VZAPS_CLIENT_SECRET ?? '',
  baseUrl: process.env.VZAPS_URL,
  realtimeUrl: process.env.VZAPS_REALTIME_URL,
  // Node has its own from 22 on.
  WebSocket,
  authorize: ({ request }) => {
    const user = userOf(request)
    return user
      ? { instances: user.instanceIds, user: user.id }
      : Response.json({ message: 'Sign in first' }, { status: 401 })
  },
})
