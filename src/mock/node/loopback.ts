/** The addresses and the name of this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** Whether a text is the origin of this machine, and nothing but an origin: no user, no path. */
export const isLoopbackOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text)
  const isBare = [username, password, search, hash].join('') === '' && pathname === '/'
  return /^https?:$/.test(protocol) && isLoopback(hostname) && isBare && !/[/?#@]$/.test(text)
}
