import { createMockGateway } from 'vzaps-rtk/mock'

// The relay: it has the credentials, and here the gateway too.
const gateway = createMockGateway({ instances: [{ name: 'Sales' }, { name: 'Support' }] })

export const POST = async (request) => {
  const { pathname, search } = new URL(request.url)
  return gateway.fetch(
    new Request(`https://api.vzaps.com${pathname.replace('/relay', '')}${search}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${gateway.tokens.issue()}`,
        'x-client-token': gateway.credentials.clientToken,
        'content-type': 'application/json',
      },
      body: await request.text(),
    }),
  )
}
