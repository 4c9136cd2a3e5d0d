import { useState } from 'react'

/** Copies a text, and says whether that worked. */
export const CopyButton = ({ label, text }: { label: string; text(): string }) => {
  const [told, setTold] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setTold('Copied')
    } catch {
      setTold('The browser did not allow it')
    }
  }
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className="dim">
        {told}
      </span>
    </>
  )
}
