/** Where the page's address says the backend is: `?backend=http://127.0.0.1:8787&tabs=me`. */
export interface Backend {
  readonly baseUrl: string
  readonly realtimeUrl: string
  /** Tabs of this scope share their work. */
  readonly tabs: { readonly scope: string; readonly events: true } | undefined
}

/** Reads it: a fake gateway in another process (`npm run mock`), on this machine only; absent: the one in this page. */
export const readBackend = (search: string): Backend | undefined => {
  const params = new URLSearchParams(search)
  const address = params.get('backend') ?? ''
  const scope = params.get('tabs')
  if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{2,5}$/.test(address)) return undefined
  return {
    baseUrl: address,
    realtimeUrl: address.replace(/^http/, 'ws'),
    tabs: scope ? { scope, events: true } : undefined,
  }
}
