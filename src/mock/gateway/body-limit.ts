/** The longest body that is read, in bytes; beyond it the answer is 413. */
export const maxBodyBytes = 1_000_000

/** Whether a body has more bytes than {@link maxBodyBytes}. */
export const isTooLong = (text: string): boolean => {
  // The usual body is so short that nothing needs counting.
  if (text.length * 3 <= maxBodyBytes) return false
  let bytes = 0
  for (let at = 0; at < text.length && bytes <= maxBodyBytes; at += 1) {
    const code = text.charCodeAt(at)
    const isHalf = code >= 0xd800 && code <= 0xdfff
    bytes += code < 0x80 ? 1 : code < 0x800 || isHalf ? 2 : 3
  }
  return bytes > maxBodyBytes
}
