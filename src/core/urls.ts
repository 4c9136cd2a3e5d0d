/** Is this the machine itself, where http is as safe as https? */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname)

/** https, or http on loopback (the fake gateway): the only URLs from a server that are given on (I9). */
export const isSafeUrl = (value: string): boolean => {
  try {
    const { protocol, hostname } = new URL(value)
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
  } catch {
    return false
  }
}
