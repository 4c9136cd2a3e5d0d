import { createVZapsApi } from 'vzaps-rtk/react'
import { gateway } from './gateway.ts'

/** The app's one api. No `auth`: the sign-in screen gives it. */
export const vzaps = createVZapsApi({
  platform: {
    fetch: (request) => gateway.fetch(request),
    WebSocket: gateway.WebSocket,
  },
  strictAnswers: true,
})
