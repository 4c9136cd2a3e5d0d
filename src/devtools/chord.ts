/** Keys that are held, and one that is pressed with them. */
export interface Chord {
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
  /** In lower case: a letter, a digit, or the name of a key as `KeyboardEvent.key` has it. */
  readonly key: string
}

const modifiers: Readonly<Record<string, keyof Chord>> = {
  ctrl: 'ctrlKey',
  alt: 'altKey',
  shift: 'shiftKey',
  meta: 'metaKey',
}

const wrong = (text: unknown, why: string): TypeError =>
  new TypeError(
    `devtools: chord ${JSON.stringify(text)} ${why}. Write it like 'Alt+Shift+D', or give false for none.`,
  )

/**
 * Reads a chord such as `Alt+Shift+D`.
 *
 * @throws a `TypeError` that says what is wrong with it: a key alone would go off while somebody types.
 */
export const readChord = (text: string): Chord => {
  if (typeof text !== 'string') throw wrong(text, 'is no text')
  const names = text.split('+').map((name) => name.trim().toLowerCase())
  const key = names.pop() ?? ''
  const held = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
  for (const name of names) {
    const modifier = modifiers[name]
    if (!modifier) throw wrong(text, `holds '${name}', and only Ctrl, Alt, Shift and Meta are held`)
    Object.assign(held, { [modifier]: true })
  }
  if (key === '' || key in modifiers) throw wrong(text, 'has no key to press at its end')
  const isFunctionKey = /^f\d{1,2}$/.test(key)
  if (!(held.ctrlKey || held.altKey || held.metaKey || isFunctionKey))
    throw wrong(text, 'goes off while somebody types: it needs Ctrl, Alt or Meta')
  return { ...held, key }
}

/** Is it the chord? Letters and digits go by their place: with Alt held, some keyboards make other characters of them. */
export const isChord = (
  { key, ...held }: Chord,
  event: Pick<
    KeyboardEvent,
    'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'repeat' | 'isComposing'
  >,
): boolean => {
  if (event.repeat || event.isComposing) return false
  const isHeld = Object.entries(held).every(([name, is]) => event[name as 'altKey'] === is)
  const codes = [`key${key}`, `digit${key}`]
  return isHeld && (event.key.toLowerCase() === key || codes.includes(event.code.toLowerCase()))
}
