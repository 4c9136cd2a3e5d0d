import { plans } from '../../account/plans.ts'
import { refuse, reply } from '../answers.ts'
import { field } from '../fields.ts'
import { text } from '../shapes.ts'
import type { Route } from './route.ts'
import { accountRoute } from './route.ts'

/** Sign-in and plans. */
export const accountRoutes: readonly Route[] = [
  accountRoute(
    { method: 'POST', path: '/token', evidence: 'documented', access: 'anybody' },
    { client_token: field('documented', text), client_secret: field('documented', text) },
    ({ account, body }) => {
      const { clientToken, clientSecret } = account.credentials
      if (body.client_token !== clientToken || body.client_secret !== clientSecret) {
        return refuse(401, 'bad_credentials', 'bad credentials')
      }
      // Whole seconds and never 0, which official clients take for a broken answer.
      const expires_in = Math.max(1, Math.floor(account.rules().tokenLifetimeMs / 1000))
      return reply({ access_token: account.tokens.control.issue(), expires_in })
    },
  ),
  accountRoute(
    { method: 'GET', path: '/plans/list', evidence: 'assumed', access: 'owner' },
    {},
    () => reply({ content: plans }),
  ),
]
