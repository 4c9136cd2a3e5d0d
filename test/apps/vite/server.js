import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { createMockGateway } from 'vzaps-rtk/mock'
import { startMockServer } from 'vzaps-rtk/mock/node'
import { createVZapsTokenHandler, toNodeListener } from 'vzaps-rtk/server'

// The page as it was built, the token endpoint, and the fake gateway in the place of the service; its sockets have a
// server of their own.
const gateway = createMockGateway({ instances: [{ name: 'Sales' }, { name: 'Support' }] })
const { realtimeUrl } = await startMockServer({ gateway })
const sales = gateway.instances.list().find(({ name }) => name === 'Sales')
const tokens = createVZapsTokenHandler({
  ...gateway.credentials,
  authorize: ({ request }) => request.headers.get('Cookie')?.includes('session=ana') ?? false,
  platform: { fetch: gateway.fetch },
})

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const page = async (path) => {
  const name = path === '/' ? '/index.html' : path
  try {
    const bytes = await readFile(new URL(`dist${name}`, import.meta.url))
    return new Response(bytes, { headers: { 'Content-Type': types[extname(name)] ?? '' } })
  } catch {
    return new Response('Not found', { status: 404 })
  }
}

const answer = async (request) => {
  const { origin, pathname, search } = new URL(request.url)
  if (pathname === '/vzaps/token') return tokens(request)
  if (pathname === '/settings') return Response.json({ realtimeUrl, instanceId: sales.id })
  // What a test does from outside: a message comes, and who is connected?
  if (pathname === '/message') {
    gateway.realtime.send(sales.id, { type: 'Message', data: { type: 'Message', event: {} } })
    return Response.json({ open: gateway.realtime.open })
  }
  if (!pathname.startsWith('/api/')) return page(pathname)
  const { method, headers, signal } = request
  const body = method === 'GET' ? undefined : await request.text()
  const init = { method, headers, signal, ...(body ? { body } : {}) }
  return gateway.fetch(new Request(`${origin}${pathname.slice(4)}${search}`, init))
}

const server = createServer(toNodeListener(answer)).listen(0, '127.0.0.1', () => {
  process.stdout.write(JSON.stringify({ port: server.address().port, ...gateway.credentials }))
})
