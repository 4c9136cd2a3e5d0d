import { formatAgo, formatDayAndTime } from './times.ts'
import { useNow } from './use-now.ts'

/** `3 hours ago`, with the exact time on demand; a dash when there is none. */
export const RelativeTime = ({ at }: { readonly at: string | null | undefined }) => {
  const now = useNow(20_000)
  if (!at) return '–'
  return (
    <time dateTime={at} title={formatDayAndTime(at)}>
      {formatAgo(Date.parse(at), Math.max(now, Date.parse(at)))}
    </time>
  )
}
