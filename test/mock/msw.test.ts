import { getResponse, HttpHandler } from 'msw'
import { setupServer } from 'msw/node'
import { expect, test } from 'vitest'
import { createMswHandlers } from '../../src/mock/msw.ts'
import { build, createStill } from './client.ts'

test('MSW handlers let the gateway answer a real fetch', async () => {
  const gateway = createStill()
  const server = setupServer(...createMswHandlers(gateway))
  server.listen({ onUnhandledRequest: 'error' })
  try {
    const { clientToken, clientSecret } = gateway.credentials
    const body = { client_token: clientToken, client_secret: clientSecret }
    const response = await fetch(build('POST', '/token', body))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ expires_in: 3600 })
    gateway.faults.set({ offline: true })
    await expect(fetch(build('POST', '/token', body))).rejects.toThrow(TypeError)
  } finally {
    server.close()
  }
})

test('MSW handlers leave other hosts alone and follow a base URL', async () => {
  const gateway = createStill({ basePath: '/vzaps' })
  const handlers = createMswHandlers(gateway, { baseUrl: 'https://app.example.com/vzaps/' })
  const http = handlers.filter((handler) => handler instanceof HttpHandler)
  const at = (url: string) => getResponse(http, new Request(url))
  expect((await at('https://app.example.com/vzaps/plans/list'))?.status).toBe(401)
  expect(await at('https://app.example.com/other')).toBeUndefined()
  expect(await at('https://api.vzaps.com/plans/list')).toBeUndefined()
})
