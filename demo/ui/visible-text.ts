/** What takes no room or shows nothing: blanks, controls, zero-width characters and joiners, empty Braille. */
const unseen = /[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** At both ends of a text. */
const unseenEnds = new RegExp(`^(?:${unseen.source})+|(?:${unseen.source})+$`, 'gu')

/** How many characters of a text can be seen. */
export const countVisible = (text: string): number => [...text.replace(unseen, '')].length

/** A text without what cannot be seen at its ends; within it, joiners may belong to a letter or an emoji. */
export const trimUnseen = (text: string): string => text.replace(unseenEnds, '')
