import { isTemporaryId } from 'vzaps-rtk/optimistic'
import { vzaps } from '../store/api.ts'

/** Which instances have a change under way, or one that failed: few rows of a list do, and only those look closer. */
export const useTouched = (): ((instanceId: string) => boolean) => {
  const { pending, failed } = vzaps.useInstanceOperations()
  const operations = [...pending, ...failed.map(({ operation }) => operation)]
  const ids = new Set(operations.map(({ row }) => row?.id))
  return (id) => isTemporaryId(id) || ids.has(id)
}
