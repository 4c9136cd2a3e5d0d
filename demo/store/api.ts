import { createVZapsApi } from 'vzaps-rtk/react'
import { readBackend } from './backend.ts'
import { connection } from './gateway.ts'

/** The app's one api. No `auth`: the sign-in screen gives it. */
export const vzaps = createVZapsApi({
  ...(readBackend(window.location.search) ?? connection),
  strictAnswers: true,
})
