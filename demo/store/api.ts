import { createVZapsApi } from 'vzaps-rtk/react'
import { gateway, misbehaviour } from './gateway.ts'

/** The app's one api. No `auth`: the sign-in screen gives it. */
export const vzaps = createVZapsApi({
  platform: {
    fetch: misbehaviour.fetch,
    WebSocket: gateway.WebSocket,
  },
  strictAnswers: true,
})
