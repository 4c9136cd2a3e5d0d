import { useEffect } from 'react'
import { t } from '../words/words.ts'

/** Names the page in the window's title, with the thing it is about in front. */
export const useTitle = (title?: string): void => {
  const place = t('vzaps-rtk playground')
  const whole = title ? `${title} · ${place}` : place
  useEffect(() => {
    document.title = whole
  }, [whole])
}
