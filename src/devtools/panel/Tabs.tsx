import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useRef } from 'react'

/** One of several views, of which one is shown. */
export interface Tab {
  readonly id: string
  readonly title: string
  render(): ReactNode
}

interface TabsProps {
  readonly tabs: readonly Tab[]
  readonly tab: string
  onTab(tab: string): void
  readonly children?: ReactNode
}

/** Tabs, as the ARIA pattern has them: one of them is reached with Tab, the others with the arrows. */
export const Tabs = ({ tabs, tab, onTab, children }: TabsProps) => {
  const name = useId()
  const list = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    tabs.findIndex(({ id }) => id === tab),
  )
  const current = tabs[at]
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tabs.length - 1
    const next = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key]
    const to = next === undefined ? undefined : tabs[next]
    if (next === undefined || !to) return
    event.preventDefault()
    onTab(to.id)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <>
      <div className="bar">
        <div role="tablist" aria-label="Developer tools" ref={list}>
          {tabs.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${name}${id}`}
              aria-selected={id === current?.id}
              aria-controls={`${name}panel`}
              tabIndex={id === current?.id ? 0 : -1}
              onClick={() => onTab(id)}
              onKeyDown={onKeyDown}
            >
              {title}
            </button>
          ))}
        </div>
        {children}
      </div>
      <div
        className="panel"
        role="tabpanel"
        id={`${name}panel`}
        aria-labelledby={`${name}${current?.id}`}
      >
        {current?.render()}
      </div>
    </>
  )
}
