/** The addresses and the name of this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** Whether a text is an origin of this machine, and nothing but an origin: no user, no path. */
export const isLoopbackOrigin = (text: string): boolean =>
  /^https?:\/\/[^\s/\\?#@]+$/i.test(text) &&
  URL.canParse(text) &&
  isLoopback(new URL(text).hostname)
