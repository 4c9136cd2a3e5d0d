const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 of bytes. By hand, because `btoa` is not everywhere (React Native before 0.74). */
export const toBase64 = (bytes: ArrayLike<number>): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let sextet = 0; sextet < 4; sextet += 1) {
      const isPadding = at + sextet > bytes.length
      text += isPadding ? '=' : alphabet.charAt((group >> (18 - 6 * sextet)) & 63)
    }
  }
  return text
}
