/** Is this the machine itself, where http is as safe as https? */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname)

/** What is wrong with an address that credentials are sent to; `undefined`: nothing. */
export const whyUnsafe = (
  url: URL,
  scheme: 'http' | 'ws',
  { allowInsecure, hint = '' }: { allowInsecure?: boolean | undefined; hint?: string } = {},
): string | undefined => {
  // React Native's URL knows the parts of http alone.
  const { hostname, username, password } = new URL(url.href.replace(/^ws/, 'http'))
  const isLocal = url.protocol === `${scheme}:` && (allowInsecure || isLoopback(hostname))
  if (url.protocol !== `${scheme}s:` && !isLocal) {
    return `must be ${scheme}s, or ${scheme} on loopback: credentials are sent there${hint}`
  }
  if (username || password) return 'must not hold credentials'
  return /[?#]/.test(url.href) ? 'must not hold a query or a fragment' : undefined
}

/** The URL that a text is, if it is one. */
export const parsedUrl = (value: string): URL | undefined => {
  try {
    return new URL(value)
  } catch {
    return undefined
  }
}

/**
 * https, or http on loopback (the fake gateway): the only URLs from a server that are given on, in their absolute form. A browser would resolve `https:/path` against the page's own origin.
 */
export const toSafeUrl = (value: string): string | undefined => {
  const url = parsedUrl(value)
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (!isSafe || !url) return undefined
  // An origin alone stays without the slash that parsing adds.
  return url.href === `${value}/` ? value : url.href
}

/** May a page link to it? `javascript:` and its like run or show what whoever wrote them wants. */
export const isSafeLink = (value: string): boolean =>
  // What nearly every link begins with needs no parsing; nor does what has no scheme.
  value.startsWith('https://') ||
  !value.includes(':') ||
  !/^(?:javascript|vbscript|data|blob|file):/.test(parsedUrl(value)?.protocol ?? '')

/** Names of fields that people follow. */
const LINK_NAME = /url|uri|link|href|site|page|portal|checkout|callback|redirect|webhook/i

/** What runs a script wherever it is followed or shown. */
const SCRIPT = /^(?:javascript:|vbscript:|data:(?:text\/html|[^,;]*xml))/i

/** Is a field of this name one that people follow? */
export const isLinkName = (name: string): boolean => LINK_NAME.test(name)

/**
 * May a text of an answer be given on of which nothing is known but whether its field is named as a link? Those that run
 * a script are not; where it is not, a word with a colon and a blank is taken for prose.
 */
export const isSafeText = (isLink: boolean, text: string): boolean => {
  if (isLink) return isSafeLink(text)
  // Hardly any text needs a closer look, or parsing.
  if (text.charCodeAt(0) > 0x20 && !'JVDjvd'.includes(text.charAt(0))) return true
  if (!/^[\0-\x20]*[jvd][^/]*:(?! )/i.test(text)) return true
  return !SCRIPT.test(parsedUrl(text)?.href ?? '')
}
