/**
 * Leaves sentences alone: a text with a space in it is a message for people, and a test that pins its words would have
 * to change with each of them. Texts without one (codes, kinds, header names) are mutated.
 */
const sentences = {
  shouldIgnore({ node }) {
    const isSentence =
      (node.type === 'StringLiteral' && node.value.includes(' ')) ||
      (node.type === 'TemplateLiteral' && node.quasis.some(({ value }) => value.raw.includes(' ')))
    return isSentence ? 'a sentence for people' : undefined
  },
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'sentences', value: sentences }]
