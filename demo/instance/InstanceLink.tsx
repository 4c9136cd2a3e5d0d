import { useHref, useLocation } from 'react-router'
import { isTemporaryId } from 'vzaps-rtk/optimistic'
import type { Instance } from 'vzaps-rtk/react'
import { PendingMark } from '../operations/PendingMark.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Truncated } from '../ui/Truncated.tsx'
import { t } from '../words/words.ts'
import { nameOf } from './name.ts'

interface InstanceLinkProps {
  readonly instance: Instance
  /** Is a change of it under way, or did one fail? */
  readonly isTouched: boolean
  /** Without the id. */
  readonly isCompact?: boolean
}

/** An instance's name, which opens it, and its id, to copy. One that is being made has neither page nor id. */
export const InstanceLink = ({ instance, isTouched, isCompact = false }: InstanceLinkProps) => {
  const { id } = instance
  const isMade = !isTemporaryId(id)
  const name = nameOf(instance)
  return (
    <div className="row-head">
      <div className="row-title">
        <Truncated text={name}>
          {isMade ? <Link id={id} name={name} /> : <b className="row-name">{name}</b>}
        </Truncated>
        <span className="pending-place">{isTouched && <PendingMark instanceId={id} />}</span>
      </div>
      {!(isCompact && isMade) && (
        <div className="row-id">
          {isMade ? (
            <p className="small dimmed mono">{id}</p>
          ) : (
            <p className="small cut dimmed" aria-hidden>
              {t('Creating…')}
            </p>
          )}
          {isMade && <CopyButton value={id} label={t('Copy the id of {name}', { name })} />}
        </div>
      )}
    </div>
  )
}

/** Renders when the address changes, and the row does not. What a click does, the list knows for all of its rows. */
const Link = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const { search } = useLocation()
  return (
    <a
      className="row-link"
      draggable={false}
      href={useHref({ pathname: `/instances/${id}`, search })}
    >
      {name}
    </a>
  )
}
