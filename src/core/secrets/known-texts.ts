import { createSequences, MIN_LENGTH } from './sequences.ts'

/**
 * A text that agrees with so many characters of a known one is taken for it, as far as it agrees: only tokens of one
 * issuer have this much in common. It makes finding linear: what was compared further is passed over, and not compared
 * again.
 */
const SURE = 64

/**
 * So many times the length of a text is what comparing may take where secrets overlap; what is left then is taken for
 * one. Only a text that was made to repeat itself gets there.
 */
const PATIENCE = 8

/** What some known texts have in common here, and how they go on, by the next character. */
interface Branch {
  piece: string
  /** Does one of them end with this piece? */
  isEnd: boolean
  next: Map<string, Branch> | undefined
}

/** How many characters of a piece stand in a text at this place. */
const agreement = (piece: string, text: string, at: number): number => {
  let length = 0
  while (length < piece.length && piece.charCodeAt(length) === text.charCodeAt(at + length)) {
    length++
  }
  return length
}

/** Parts a branch in two, so that it ends after these characters. */
const split = (branch: Branch, length: number): void => {
  const rest = { ...branch, piece: branch.piece.slice(length) }
  branch.next = new Map([[rest.piece.charAt(0), rest]])
  branch.piece = branch.piece.slice(0, length)
  branch.isEnd = false
}

/** Where something known stands in a text. */
export interface Hit {
  readonly at: number
  readonly end: number
}

/**
 * Texts of 8 characters or more, as a tree of what they have in common: how long one finds in a text depends on that text,
 * and not on how many are known or how alike they are.
 */
export const createKnownTexts = () => {
  const beginnings = createSequences(19)
  /** By their first 8 characters. */
  const trees = new Map<string, Branch>()

  const add = (text: string): void => {
    const start = text.slice(0, MIN_LENGTH)
    let branch = trees.get(start)
    if (!branch) {
      beginnings.add(start)
      trees.set(start, { piece: text.slice(MIN_LENGTH), isEnd: true, next: undefined })
      return
    }
    for (let at = MIN_LENGTH; ; ) {
      const common = agreement(branch.piece, text, at)
      at += common
      if (common < branch.piece.length) split(branch, common)
      if (at === text.length) {
        branch.isEnd = true
        return
      }
      branch.next ??= new Map()
      const next = branch.next.get(text.charAt(at))
      if (!next) {
        branch.next.set(text.charAt(at), { piece: text.slice(at), isEnd: true, next: undefined })
        return
      }
      branch = next
    }
  }

  /** Where the longest one ends that begins at this place; `at` itself when none does. */
  const endOf = (text: string, at: number): number => {
    let branch = trees.get(text.slice(at, at + MIN_LENGTH))
    let found = at
    let end = at + MIN_LENGTH
    while (branch) {
      const common = agreement(branch.piece, text, end)
      end += common
      if (common < branch.piece.length) break
      if (branch.isEnd) found = end
      branch = branch.next?.get(text.charAt(end))
    }
    return end - at >= SURE ? end : found
  }

  /** The first one at or after `from`: the longest one there. */
  const find = (text: string, from: number): Hit | undefined => {
    for (let at = beginnings.find(text, from); at >= 0; at = beginnings.find(text, at + 1)) {
      const end = endOf(text, at)
      if (end > at) return { at, end }
    }
    return undefined
  }

  return {
    add,
    clear: () => {
      beginnings.clear()
      trees.clear()
    },
    /** May one of them stand in it? A quick check, which rules out nearly every text. */
    mayBeIn: (text: string): boolean =>
      trees.size > 0 && text.length >= MIN_LENGTH && beginnings.find(text, 0) >= 0,
    isIn: (text: string): boolean => find(text, 0) !== undefined,
    /** Whatever they cover, in order: those that overlap are one hit. */
    findAll: (text: string): readonly Hit[] => {
      const hits: Hit[] = []
      let patience = PATIENCE * text.length
      for (let hit = find(text, 0); hit; hit = find(text, hit.end)) {
        const { at } = hit
        let { end } = hit
        // One that begins in another may end behind it.
        for (let inner = at; inner >= 0 && inner < end; inner = beginnings.find(text, inner + 1)) {
          const innerEnd = endOf(text, inner)
          patience -= innerEnd - inner
          end = patience < 0 ? text.length : Math.max(end, innerEnd)
          if (end === text.length) break
        }
        hit = { at, end }
        hits.push(hit)
      }
      return hits
    },
  }
}
