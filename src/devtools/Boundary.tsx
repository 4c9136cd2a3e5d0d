import { Component } from 'react'

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

interface FailureProps {
  readonly text: string
  readonly error: unknown
  onRetry(): void
}

/** Says what failed, and offers to try again. */
export const Failure = ({ text, error, onRetry }: FailureProps) => (
  <div className="note" role="alert">
    <p>
      {text} {textOf(error)}
    </p>
    <button type="button" onClick={onRetry}>
      Try again
    </button>
  </div>
)

/** What fails in here is no failure of the app, and does not take the dock away. */
export class Boundary extends Component<
  { readonly children: React.ReactNode },
  { readonly error?: unknown; readonly hasFailed?: boolean }
> {
  static getDerivedStateFromError = (error: unknown) => ({ error, hasFailed: true })
  override state: { readonly error?: unknown; readonly hasFailed?: boolean } = {}
  override render() {
    return this.state.hasFailed ? (
      <Failure
        text="The developer tools failed."
        error={this.state.error}
        onRetry={() => this.setState({ hasFailed: false })}
      />
    ) : (
      this.props.children
    )
  }
}
