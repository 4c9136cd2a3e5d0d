import { configureStore } from '@reduxjs/toolkit'
import { setupListeners } from '@reduxjs/toolkit/query'
import { vzaps } from './api.ts'

/** The app's one store. The api's middleware comes first: it keeps secrets out of what follows. */
export const store = configureStore({
  reducer: { [vzaps.reducerPath]: vzaps.reducer },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
  // What changed is rendered in a task of its own. By default it is told of within a frame, which then takes as long as the
  // rendering and what the browser does for the frame together.
  enhancers: (getDefault) => getDefault({ autoBatch: { type: 'timer', timeout: 0 } }),
})

setupListeners(store.dispatch)
