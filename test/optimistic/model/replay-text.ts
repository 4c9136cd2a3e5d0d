import type { Command, CommandKind, Schedule } from './schedule.ts'

/** Reads what `printSchedule` wrote, to play it again. */
export const parseSchedule = (text: string): Schedule => {
  const [world = '', ...lines] = text.trim().split('\n')
  const commands = lines.map((line): Command => {
    const words = line.trim().split(' ')
    const [how, pick] = [Number(words.pop()), Number(words.pop())]
    return { kind: words.join(' ') as CommandKind, pick, how }
  })
  return { world: JSON.parse(world), commands }
}
