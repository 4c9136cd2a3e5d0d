/** How the tabs of a page's origin work together. */
export interface TabsOptions {
  /**
   * Names those that do: the app's own id of its user or tenant, never a secret. Tabs of one scope are signed in to one
   * account.
   */
  readonly scope: string
  /** false. Shares the sockets of all events, too: the content of chats goes from tab to tab then. */
  readonly events?: boolean | undefined
}
