import { useState } from 'react'
import type { PanelParts } from './parts.ts'
import { createReport } from './report.ts'

const save = (parts: PanelParts): string => {
  const text = JSON.stringify(createReport(parts), null, 2)
  const name = `${parts.inspected.reducerPath}-session-${new Date().toISOString().replace(/\W/g, '')}.json`
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  Object.assign(link, { href: url, download: name })
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return name
}

/** Saves what was recorded as a file, to attach to a bug report. */
export const ExportButton = ({ parts }: { parts: PanelParts }) => {
  const [told, setTold] = useState('')
  const onClick = () => {
    try {
      setTold(`Saved ${save(parts)}: without secrets; names and numbers are in it.`)
    } catch (error) {
      setTold(`It could not be saved: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return (
    <>
      <span role="status" className="dim told">
        {told}
      </span>
      <button type="button" onClick={onClick}>
        Export session
      </button>
    </>
  )
}
