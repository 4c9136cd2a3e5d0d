/** A declaration of the module before the `?`, by the name that follows. */
declare module '*&code' {
  export const code: import('./ShowCode.tsx').ShownCode
}
