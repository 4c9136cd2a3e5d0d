import { misconfigured, throwable } from './core/errors.ts'

// What `vzaps-rtk/react` is among React Server Components, where there are no hooks.

export * from './exports.ts'

/** Throws a `config` error that says what to do instead. */
export const createVZapsApi = (): never => {
  throw throwable(
    misconfigured(
      "vzaps-rtk/react has hooks, which React Server Components cannot use. In one of them take withVZapsApi (or createVZapsApi) of 'vzaps-rtk'; for components with hooks, begin the module that imports vzaps-rtk/react with 'use client'",
    ),
  )
}
