import { createVZapsApi } from 'vzaps-rtk/react'
import { readBackend } from './backend.ts'
import { gateway, misbehaviour } from './gateway.ts'

const inThisPage = {
  platform: {
    fetch: misbehaviour.fetch,
    WebSocket: gateway.WebSocket,
  },
}

/** The app's one api. No `auth`: the sign-in screen gives it. */
export const vzaps = createVZapsApi({
  ...(readBackend(window.location.search) ?? inThisPage),
  strictAnswers: true,
})
