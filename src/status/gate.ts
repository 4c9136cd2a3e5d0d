/** Until when an account's polls hold: its stores share it, because the server counts them together. */
export interface Gate {
  /** Epoch ms. */
  heldUntil: number
}

/** Makes an open gate. */
export const createGate = (): Gate => ({ heldUntil: 0 })
