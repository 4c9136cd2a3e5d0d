import { randomUUID } from 'node:crypto'

const cookie = 'vzaps-playground'

const idIn = (request: Request): string | undefined =>
  new RegExp(`(?:^|; )${cookie}=([^;]+)`).exec(request.headers.get('Cookie') ?? '')?.[1]

/** The sessions of the demo's one user: `POST /session` begins one, `DELETE` ends it, `GET` says whether there is one. */
export const createSessions = () => {
  const open = new Set<string>()
  const has = (request: Request): boolean => open.has(idIn(request) ?? '')
  return {
    has,
    answer: (request: Request): Response => {
      const set = (id: string, more = '') =>
        new Response(null, {
          status: 204,
          headers: { 'Set-Cookie': `${cookie}=${id}; Path=/; HttpOnly; SameSite=Strict${more}` },
        })
      switch (request.method) {
        case 'POST': {
          const id = randomUUID()
          open.add(id)
          return set(id)
        }
        case 'DELETE':
          open.delete(idIn(request) ?? '')
          return set('', '; Max-Age=0')
        default:
          return new Response(null, { status: has(request) ? 204 : 401 })
      }
    },
  }
}
