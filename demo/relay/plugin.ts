import type { Plugin } from 'vite'

type Backend = typeof import('./backend.ts')

/** With `--mode relay`, Vite's server is the page's backend, too: a relay with the fake gateway behind it. */
export const relayBackend = (): Plugin => ({
  name: 'relay-backend',
  configureServer: async (server) => {
    if (server.config.mode !== 'relay') return
    // From the library's source, as the page itself.
    const { startBackend } = (await server.ssrLoadModule('/relay/backend.ts')) as Backend
    const backend = await startBackend()
    server.middlewares.use((incoming, outgoing, next) => {
      const [path = ''] = (incoming.originalUrl ?? '').split('?')
      if (backend.owns(path)) backend.listener(incoming, outgoing)
      else next()
    })
    server.httpServer?.once('close', () => void backend.close())
  },
})
