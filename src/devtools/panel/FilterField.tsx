interface FilterFieldProps {
  /** What is filtered. */
  readonly of: string
  /** Where the text is looked for. */
  readonly by: string
  readonly value: string
  onChange(value: string): void
}

/** Narrows a list to what holds a text. */
export const FilterField = ({ of, by, value, onChange }: FilterFieldProps) => (
  <input
    type="search"
    aria-label={`Filter ${of} by ${by}`}
    placeholder={`Filter by ${by}`}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
)
