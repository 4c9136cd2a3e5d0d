import { createContext, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'

/** Keeps count of the fields whose text would get lost. */
export interface UnsavedControl {
  set(field: string, isUnsaved: boolean): void
  /** Asks before a single field throws its text away, and then does what is given. */
  ask(throwAway: () => void): void
}

/** Provided by what closes: the drawer, a dialog. */
export const UnsavedContext = createContext<UnsavedControl | undefined>(undefined)

/** Says that this component holds text that gets lost with it. Gives what asks before it throws that away itself. */
export const useUnsaved = (isUnsaved: boolean): UnsavedControl['ask'] => {
  const control = useContext(UnsavedContext)
  const field = useId()
  useEffect(() => {
    control?.set(field, isUnsaved)
    return () => control?.set(field, false)
  }, [control, field, isUnsaved])
  return (throwAway) => (control ? control.ask(throwAway) : throwAway())
}

/** The texts that would get lost, for what provides {@link UnsavedContext}. */
export const useUnsavedTexts = () => {
  const fields = useRef(new Set<string>())
  const [isUnsaved, setUnsaved] = useState(false)
  const [asked, setAsked] = useState<{ readonly throwAway: () => void }>()
  const control = useMemo<UnsavedControl>(
    () => ({
      set: (field, isUnsaved) => {
        if (isUnsaved) fields.current.add(field)
        else fields.current.delete(field)
        setUnsaved(fields.current.size > 0)
      },
      ask: (throwAway) => setAsked({ throwAway }),
    }),
    [],
  )
  return {
    control,
    /** As rendered. */
    isUnsaved,
    /** As it is now. */
    hasAny: () => fields.current.size > 0,
    /** What a field asked for. */
    asked,
    answered: () => setAsked(undefined),
  }
}
