/** What the page can ask of the Node process with the fake gateway: `POST /playground/<name>`, its arguments as a JSON array. */
export type OutsideCall =
  | 'turn'
  | 'list'
  | 'get'
  | 'add'
  | 'patch'
  | 'remove'
  | 'expireTokens'
  | 'dropSockets'
  | 'setFaults'
  | 'failNext'
  | 'resetFaults'
  | 'dropConnection'
  | 'scanQr'
  | 'receiveMessage'
  | 'completeCheckout'
  | 'failCheckout'
  | 'advance'

/** With each answer comes what is wrong besides the dials: a count that grows, and JSON. */
export const besidesHeader = 'X-Playground-Besides'
