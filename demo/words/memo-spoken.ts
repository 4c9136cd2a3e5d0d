import type { FunctionComponent, ReactNode } from 'react'
import { memo } from 'react'
import { useLanguage } from './words.ts'

/** React's `memo` for what says something: it renders for other props, and in another language. */
export const memoSpoken = <Props extends object>(
  render: (props: Props) => ReactNode,
): FunctionComponent<Props> =>
  memo((props: Props) => {
    useLanguage()
    return render(props)
  }) as unknown as FunctionComponent<Props>
