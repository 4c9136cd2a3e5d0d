/** No server takes a longer header; a text of megabytes would take seconds to learn as a secret. */
const MAX_LENGTH = 16_384

/**
 * Can this text go into a header as it is? Anything else would make fetch throw, with the secret in its message. At most
 * 16,384 characters.
 */
export const isHeaderSafe = (text: string): boolean =>
  text.length <= MAX_LENGTH && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text)
