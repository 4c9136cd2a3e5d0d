const base64 = (text: string) => Buffer.from(text).toString('base64')
const hexDump = (text: string) => Buffer.from(text).toString('hex')
const form = (text: string) => new URLSearchParams({ a: text }).toString().slice(2)
const html = (text: string) =>
  text.replace(/[&<>"'/=+]/g, (char) => {
    const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
    return named[char] ?? `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`
  })
const hexOf = (char: string) => char.charCodeAt(0).toString(16).padStart(2, '0')
const names: Record<string, string> = {
  '/': 'sol',
  '+': 'plus',
  '=': 'equals',
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
}
const lowerHex = (text: string) => text.replace(/%../g, (code) => code.toLowerCase())

/** How servers, proxies and logs write a text that they were given. */
export const spellings: Record<string, (text: string) => string> = {
  raw: (text) => text,
  'URL-encoded': encodeURIComponent,
  'URL-encoded in lower-case hex': (text) => lowerHex(encodeURIComponent(text)),
  'URL-encoded as little as a URL needs': encodeURI,
  'URL-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'form-encoded': form,
  'form-encoded in lower-case hex': (text) => lowerHex(form(text)),
  'JSON, as PHP writes it': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON in JSON': (text) =>
    JSON.stringify(JSON.stringify({ text }).replaceAll('/', '\\/')).slice(1, -1),
  'JSON in \\u': (text) =>
    text.replace(/\W/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JavaScript in \\x': (text) => text.replace(/\W/g, (char) => `\\x${hexOf(char)}`),
  'JavaScript in \\u{}': (text) => text.replace(/\W/g, (char) => `\\u{${hexOf(char)}}`),
  'escape() in %u': (text) => text.replace(/\W/g, (char) => `%u00${hexOf(char)}`),
  HTML: html,
  'HTML by name': (text) => text.replace(/[/+=&<>"]/g, (char) => `&${names[char]};`),
  'HTML in decimals': (text) => text.replace(/\W/g, (char) => `&#${char.charCodeAt(0)};`),
  base64,
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'base64 behind one character': (text) => base64(`:${text}`),
  'base64 behind two characters': (text) => base64(`a:${text}`),
  'base64 in the midst of others': (text) => base64(`{"clientToken":"${text}","next":1}`),
  'base64, URL-encoded': (text) => encodeURIComponent(base64(`user:${text}`)),
  'hex, as dumps of bytes have it': hexDump,
  'hex in upper case': (text) => hexDump(text).toUpperCase(),
}
