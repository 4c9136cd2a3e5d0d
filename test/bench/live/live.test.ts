// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { liveAdapters } from './adapters.tsx'
import { playLive } from './scene.tsx'

test.concurrent.each(Object.entries(liveAdapters))(
  '%s shows what the server has',
  async (_name, adapter) => {
    const load = { rows: 100, seconds: 0.5, warmUpMs: 0 }
    const { isRight, changed } = await playLive(adapter, load)
    expect({ isRight, hasChanged: changed > 0 }).toEqual({ isRight: true, hasChanged: true })
  },
  120_000,
)
