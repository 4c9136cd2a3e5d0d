import type { ReactNode } from 'react'
import { Component } from 'react'
import { CrashPanel } from './CrashPanel.tsx'

interface CrashBoundaryProps {
  readonly children: ReactNode
}

interface Crashed {
  readonly crash?: { readonly error: unknown }
}

/** Shows what is left of the page when what is in it throws. React asks a class for that. */
export class CrashBoundary extends Component<CrashBoundaryProps, Crashed> {
  override state: Crashed = {}

  static getDerivedStateFromError = (error: unknown): Crashed => ({ crash: { error } })

  override render() {
    const { crash } = this.state
    return crash ? <CrashPanel error={crash.error} /> : this.props.children
  }
}
