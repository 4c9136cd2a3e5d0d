import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Move } from './moves.ts'
import type { Snapshot, Stage } from './stage.ts'
import { createStage, emptySnapshot } from './stage.ts'

const nothing = () => () => {}

/** A stage, and the way to a new one. Nothing can be done until both sides have read their gateways. */
export const useStage = () => {
  // A new object is a new stage.
  const [run, setRun] = useState<{ readonly stage?: Stage }>({})
  const { stage } = run
  useEffect(() => {
    if (stage) return
    let isWanted = true
    void createStage().then((created) => {
      if (isWanted) setRun({ stage: created })
    })
    return () => {
      isWanted = false
    }
  }, [stage])
  const snapshot = useSyncExternalStore<Snapshot>(
    stage?.subscribe ?? nothing,
    stage?.snapshot ?? emptySnapshot,
  )
  const move = useCallback((next: Move) => void stage?.move(next), [stage])
  const restart = useCallback(() => setRun({}), [])
  return { snapshot, move, restart, isReady: stage !== undefined }
}
