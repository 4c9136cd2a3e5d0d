import type { InfiniteData } from '@reduxjs/toolkit/query'

type Pages = InfiniteData<unknown, unknown>

const isPages = (data: unknown): data is Pages =>
  typeof data === 'object' &&
  data !== null &&
  Array.isArray((data as Partial<Pages>).pages) &&
  Array.isArray((data as Partial<Pages>).pageParams)

/** How many pages the data of an infinite query has; none where it is no such. */
export const pageCount = (data: unknown): number => (isPages(data) ? data.pages.length : 0)

/**
 * A further page of an infinite query comes with the pages before it as they were shown when it was asked for: the
 * server's own are kept, and only the new page is taken.
 */
export const keepServerPages = (
  payload: Pages,
  direction: 'forward' | 'backward',
  server: unknown,
): Pages => {
  if (!isPages(server)) return payload
  const isNew =
    payload.pageParams.length !== server.pageParams.length ||
    payload.pageParams.some((param, i) => param !== server.pageParams[i])
  if (!isNew) return { ...payload, pages: server.pages }
  const size = payload.pages.length
  const pages =
    direction === 'forward'
      ? [...server.pages, ...payload.pages.slice(-1)].slice(-size)
      : [...payload.pages.slice(0, 1), ...server.pages].slice(0, size)
  return { ...payload, pages }
}

type PageParamOf = (
  page: unknown,
  pages: readonly unknown[],
  param: unknown,
  params: readonly unknown[],
  queryArg: unknown,
) => unknown

/** The functions of an infinite query's definition that work out where a further page begins. */
export interface InfiniteOptions {
  getNextPageParam?: PageParamOf
  getPreviousPageParam?: PageParamOf
}

/** Where further pages begin: worked out from what the server said, not from what is shown over it. */
export interface Cursors {
  /** Notes what the server said where something else is shown. */
  note(shown: unknown, server: unknown): void
  /** The same options, asked about the server's pages. */
  wrap<Options extends InfiniteOptions>(options: Options): Options
}

/** Makes the {@link Cursors} of an api. */
export const createCursors = (): Cursors => {
  // RTK Query hands the shown pages to the definition's functions, and nothing that leads to the state.
  const serverPages = new WeakMap<readonly unknown[], readonly unknown[]>()

  const wrapOne =
    (param: PageParamOf, pageOf: (pages: readonly unknown[]) => unknown): PageParamOf =>
    (page, pages, ...rest) => {
      const server = serverPages.get(pages)
      return server ? param(pageOf(server), server, ...rest) : param(page, pages, ...rest)
    }

  return {
    note: (shown, server) => {
      if (isPages(shown) && isPages(server)) serverPages.set(shown.pages, server.pages)
    },
    wrap: (options) => {
      const { getNextPageParam: next, getPreviousPageParam: previous } = options
      return {
        ...options,
        ...(next && { getNextPageParam: wrapOne(next, (pages) => pages.at(-1)) }),
        ...(previous && { getPreviousPageParam: wrapOne(previous, (pages) => pages[0]) }),
      }
    },
  }
}
