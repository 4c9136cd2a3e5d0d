import { useState } from 'react'
import type { Path } from './changes.ts'
import { pathKey } from './changes.ts'

/** Parts of a list or an object that are shown at first; the others at a click. */
const FIRST = 100
const MAX_TEXT = 400

/** A value that has no parts, or a few words about one that has. */
export const brief = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.length}]`
  if (typeof value === 'object' && value !== null) {
    const { name, title, id } = value as Readonly<Record<string, unknown>>
    const told = [name, title, id].find((one) => typeof one === 'string' || typeof one === 'number')
    return told === undefined ? `{${Object.keys(value).length}}` : `{${String(told)}}`
  }
  if (value === undefined) return 'undefined'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

interface TreeProps {
  readonly value: unknown
  /** What it is called, where it is part of something. */
  readonly name?: string | number
  readonly path?: Path
  /** The paths of what is marked as changed, as keys. */
  readonly marked?: ReadonlySet<string>
  /** The paths of what holds something marked. */
  readonly opened?: ReadonlySet<string>
  readonly isOpen?: boolean
}

const none: ReadonlySet<string> = new Set()
const root: Path = []

const Label = ({ name, isMarked, text }: { name: string; isMarked: boolean; text: string }) => {
  const content = (
    <>
      {name !== '' && <span className="key">{name}: </span>}
      {text}
    </>
  )
  if (!isMarked) return content
  return (
    <mark>
      <span className="sr">changed: </span>
      {content}
    </mark>
  )
}

/** Data, whose parts are unfolded one by one. */
export const Tree = (props: TreeProps) => {
  const { value, name = '', path = root, marked = none, opened = none } = props
  const [isOpen, setIsOpen] = useState(props.isOpen ?? opened.has(pathKey(path)))
  const [count, setCount] = useState(FIRST)
  const label = (
    <Label name={String(name)} isMarked={marked.has(pathKey(path))} text={brief(value)} />
  )
  if (!isBranch(value)) return <div className="leaf">{label}</div>
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen && (
        <div className="parts">
          {parts.slice(0, count).map(([key, part]) => (
            <Tree
              key={key}
              name={key}
              value={part}
              path={[...path, key]}
              marked={marked}
              opened={opened}
            />
          ))}
          {parts.length > count && (
            <button type="button" onClick={() => setCount(count + FIRST)}>
              Show more ({parts.length - count})
            </button>
          )}
        </div>
      )}
    </details>
  )
}
