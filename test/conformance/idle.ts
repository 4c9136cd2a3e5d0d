/** For libraries that leave work to timers without delay, and to what those start. */
export async function timersAreDone(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** For libraries that leave work to promises only. */
export const promisesAreDone = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
