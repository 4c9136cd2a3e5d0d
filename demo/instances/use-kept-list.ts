import { skipToken } from '@reduxjs/toolkit/query'
import { useState } from 'react'
import type { ListInstancesArgs } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'

/**
 * A list, live. Until it is there, the one before it is kept: its rows are in sight still, and would have to be watched one
 * by one.
 *
 * @param args the same object as long as they say the same.
 */
export const useKeptList = (args: ListInstancesArgs | typeof skipToken) => {
  const list = vzaps.useLiveInstances(args)
  const [shown, setShown] = useState(args)
  const isThere = list.currentData !== undefined || list.isError || args === skipToken
  if (isThere && shown !== args) setShown(() => args)
  vzaps.useLiveInstances(isThere ? skipToken : shown)
  return list
}
