import { refuse, reply } from '../answers.ts'
import type { Route } from './route.ts'

/** Sign-in and plans (contract.md 1.1 and the extra evidence of 1.0). */
export const accountRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/token',
    access: 'anybody',
    answer: ({ world, body }) => {
      const { clientToken, clientSecret } = world.credentials
      if (body.client_token !== clientToken || body.client_secret !== clientSecret) {
        return refuse(401, 'bad_credentials', 'bad credentials')
      }
      return reply({
        access_token: world.tokens.control.issue(),
        expires_in: Math.floor(world.tokenLifetimeMs() / 1000),
      })
    },
  },
  {
    method: 'GET',
    path: '/plans/list',
    access: 'owner',
    answer: () =>
      reply({
        content: [
          { id: 'plan_mock_monthly', name: 'Monthly', price: 4990, currency: 'BRL' },
          { id: 'plan_mock_yearly', name: 'Yearly', price: 49900, currency: 'BRL' },
        ],
      }),
  },
]
