import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTraffic } from '../store/use-traffic.ts'
import { t } from '../words/words.ts'
import { useNow } from './use-now.ts'

/** ms after which waiting is worth a word. */
const patienceMs = 1_000

/** Has this been going on for a second? */
const useIsSlow = (isWaiting: boolean): boolean => {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isWaiting])
  return isWaiting && isSlow
}

interface SlowNoteProps {
  readonly isWaiting?: boolean
  readonly ta?: 'center'
}

/** What is waited for, once that takes longer than a second: silence looks like a page that hangs. */
export const SlowNote = ({ isWaiting = true, ta }: SlowNoteProps) => (
  <Text
    component="div"
    className="slow-note"
    size="sm"
    c="dimmed"
    role="status"
    {...(ta && { ta })}
  >
    {useIsSlow(isWaiting) && <Waiting />}
  </Text>
)

const Waiting = () => {
  const waits = useTraffic((traffic) => traffic.waits)
  const [since] = useState(() => Date.now() - patienceMs)
  const now = useNow(1_000)
  const next = [...waits.values()].sort((one, other) => one.until - other.until)[0]
  if (next && next.until > now) {
    const seconds = Math.ceil((next.until - now) / 1_000)
    return next.isAsked
      ? t('Too many requests: the gateway asked to wait, next try in {seconds} s.', { seconds })
      : t('The gateway did not answer as it should, next try in {seconds} s.', { seconds })
  }
  return t('The gateway takes its time: {seconds} s so far.', {
    seconds: Math.max(1, Math.round((now - since) / 1_000)),
  })
}
