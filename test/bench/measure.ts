/** What a piece of work took. */
export interface Cost {
  /** ms of all threads: collecting garbage and compiling count. */
  readonly cpu: number
  readonly wall: number
}

/** Collects garbage where Node allows it (`--expose-gc`), so that nobody pays for what was before. */
export const collect = async (): Promise<void> => {
  for (let round = 0; round < 2; round++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    globalThis.gc?.()
  }
}

/** The CPU time of this process so far, in ms: of all its threads, and exact to some microseconds. */
export const cpuTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export const measure = async (work: () => Promise<unknown>): Promise<Cost> => {
  await collect()
  const start = performance.now()
  const before = cpuTime()
  await work()
  return { cpu: cpuTime() - before, wall: performance.now() - start }
}

/** The size of plain data as JSON, with each object once: what is shared is kept once, and 20,000 lists fit no string. */
export const charactersOf = (data: unknown): number => {
  const seen = new Set<object>()
  const queue: unknown[] = [data]
  let characters = 0
  for (let value = queue.pop(); queue.length > 0 || value !== undefined; value = queue.pop()) {
    if (typeof value !== 'object' || value === null) characters += String(value).length
    else if (!seen.has(value)) {
      seen.add(value)
      for (const [key, part] of Object.entries(value)) {
        characters += key.length
        if (part !== undefined) queue.push(part)
      }
    }
  }
  return characters
}
