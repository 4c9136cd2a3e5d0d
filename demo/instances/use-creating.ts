import { useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { useDispatch } from 'react-redux'
import type { CreateInstanceArgs, FailedInstanceOperation } from 'vzaps-rtk/react'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { toastDone } from '../ui/toast.tsx'
import { t } from '../words/words.ts'
import type { CreateForm } from './create-form.ts'
import { blank, checks, serverProblems, toCreateArgs, toForm } from './create-form.ts'

interface Page {
  /** Nothing is open over the list. */
  readonly isFree: boolean
  readonly onCreated: (instanceId: string) => void
  /** Goes there from wherever one is by then. */
  readonly onFollow: (instanceId: string) => void
}

/**
 * The form of a new instance. It closes as soon as it is sent, since the list shows the row; when that fails it opens
 * again as it was, unless something else has been opened: then a notice is there to open it.
 */
export const useCreating = (page: Page) => {
  const [isOpen, setOpen] = useState(false)
  const [error, setError] = useState<unknown>()
  const form = useForm<CreateForm>({ initialValues: blank, validate: checks })
  const [createInstance] = vzaps.useCreateInstanceMutation()
  const dispatch = useDispatch()

  // The answer comes later: what counts then is the page of then, if it is still there.
  const now = useRef<Page>(undefined)
  const { onFollow } = page
  useEffect(() => {
    now.current = { ...page, isFree: page.isFree && !isOpen }
    return () => {
      now.current = undefined
    }
  })

  const reopen = (values: CreateForm, error: unknown) => {
    const problems = serverProblems(error)
    form.setValues(values)
    form.setErrors(problems)
    setError(Object.keys(problems).length > 0 ? undefined : error)
    setOpen(true)
  }

  const submit = async (values: CreateForm) => {
    setOpen(false)
    setError(undefined)
    form.reset()
    const call = createInstance(toCreateArgs(values))
    const { data, error } = await call
    const page = now.current
    if (data) {
      const name = nameOf(data)
      toastDone(t('Created'), t('{name} is there. Pair it with a phone next.', { name }), {
        // The order may have put its row on another page.
        label: t('Open {name}', { name }),
        href: `${import.meta.env.BASE_URL}instances/${data.id}`,
        onFollow: () => onFollow(data.id),
      })
      if (page?.isFree) page.onCreated(data.id)
    } else if (page?.isFree) {
      reopen(values, error)
      dispatch(vzaps.util.dismissFailure(call.requestId))
    }
  }

  return {
    form,
    error,
    isOpen,
    submit,
    open: () => setOpen(true),
    close: () => setOpen(false),
    /** Opens the form of a create that failed; from then on the form tells it. */
    reopen: ({ operation, error, dismiss }: FailedInstanceOperation) => {
      reopen(toForm(operation.arg as CreateInstanceArgs), error)
      dismiss()
    },
  }
}

/** The form of a new instance, and what becomes of it. */
export type Creating = ReturnType<typeof useCreating>
