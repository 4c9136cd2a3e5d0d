import type { Operation } from '../../overlay/operations/operation.ts'

/** What an operation waits for. */
export const statusOf = (operation: Operation): string => {
  switch (operation.status) {
    case 'pending':
      return operation.isWaiting ? 'waits to be sent' : 'pending'
    case 'unknown':
      return 'outcome unknown'
    case 'settled':
      return 'answered, an older one is open'
  }
}

/** What an operation changes. */
export const aboutOf = ({ row, keys }: Operation): string =>
  row ? `${row.type} ${row.id}` : keys.length > 0 ? keys.join(', ') : 'nothing that is shown'
