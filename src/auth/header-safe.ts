/** Can this text go into a header as it is? Anything else would make fetch throw, with the secret in its message. */
export const isHeaderSafe = (text: string): boolean =>
  /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text)
