import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import type { Adapter, AdapterOptions, Client } from './adapter.ts'
import type { Renders } from './list.tsx'
import { createList } from './list.tsx'
import type { Latency, Server } from './server.ts'
import { createServer } from './server.ts'

/** An app with the list mounted, and the server behind it. */
export interface Scene {
  readonly server: Server
  readonly client: Client
  readonly renders: Renders
  /** Renames a row through the app's hook; resolves to whether the server did it. */
  rename(id: string, name: string): Promise<boolean>
  /** Creates a row through the app's hook; resolves to whether the server did it. */
  create(name: string): Promise<boolean>
  /** Resolves as soon as the page shows what the server has; false when it never does. */
  isRight(): Promise<boolean>
  unmount(): void
}

/** A page that is still wrong after this (ms) without any change of it stays wrong. */
const PATIENCE = 1000

/** Mounts the list with this many rows, and waits until they are there. */
export const mountScene = async (
  adapter: Adapter,
  count: number,
  options: Partial<AdapterOptions> & { readonly latency?: Latency } = {},
): Promise<Scene> => {
  const server = createServer(count, options.latency ?? 'microtask')
  const client = adapter.create(server, { isRefetching: false, ...options })
  const renders: Renders = { lists: 0, rows: 0 }
  const List = createList(renders)
  const hooks: {
    rename?: ReturnType<Client['useRename']>
    create?: ReturnType<Client['useCreate']>
  } = {}

  const Commands = () => {
    const rename = client.useRename()
    const create = client.useCreate()
    useLayoutEffect(() => {
      Object.assign(hooks, { rename, create })
    }, [rename, create])
    return null
  }
  const Page = () => {
    const rows = client.useRows()
    return rows ? <List rows={rows} /> : null
  }

  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  root.render(
    <client.Provider>
      <Commands />
      <Page />
    </client.Provider>,
  )

  const scene: Scene = {
    server,
    client,
    renders,
    rename: (id, name) => isDone(hooks.rename?.(id, name)),
    create: (name) => isDone(hooks.create?.(name)),
    isRight: () => isShown(container, server, client),
    unmount() {
      root.unmount()
      client.end?.()
      container.remove()
    },
  }
  if (!(await scene.isRight())) throw new Error(`${adapter.name} does not show the rows`)
  return scene
}

/** Whether the server did what was asked for. */
const isDone = async (asked: Promise<unknown> | undefined): Promise<boolean> => {
  if (!asked) throw new Error('Nothing is mounted')
  try {
    await asked
    return true
  } catch {
    return false
  }
}

const isShown = (container: Element, server: Server, client: Client): Promise<boolean> => {
  const holds = () => isPageOf(container, server) && isCacheOf(client, server)
  if (holds()) return Promise.resolve(true)
  return new Promise((resolve) => {
    const end = (isRight: boolean) => {
      observer.disconnect()
      clearTimeout(timer)
      resolve(isRight)
    }
    const giveUp = () => end(holds())
    let timer = setTimeout(giveUp, PATIENCE)
    const observer = new MutationObserver(() => {
      if (holds()) return end(true)
      clearTimeout(timer)
      timer = setTimeout(giveUp, PATIENCE)
    })
    observer.observe(container, { childList: true, subtree: true, characterData: true })
  })
}

const isPageOf = (container: Element, server: Server): boolean => {
  // Sibling by sibling: jsdom's live collections would cost as much as what is measured.
  let count = 0
  let item = container.firstElementChild?.firstElementChild
  for (; item; item = item.nextElementSibling) {
    const name = item.firstElementChild?.textContent
    const id = item.lastElementChild?.textContent ?? ''
    if (server.rows.get(id)?.name !== name) return false
    count++
  }
  return count === server.rows.size
}

const isCacheOf = (client: Client, server: Server): boolean => {
  const rows = client.rows()
  return (
    rows.length === server.rows.size &&
    rows.every((row) => server.rows.get(row.id)?.name === row.name)
  )
}
