import { configureStore } from '@reduxjs/toolkit'
import { setupListeners } from '@reduxjs/toolkit/query'
import { vzaps } from './api.ts'

/** The app's one store. The api's middleware comes first: it keeps secrets out of what follows. */
export const store = configureStore({
  reducer: { [vzaps.reducerPath]: vzaps.reducer },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
})

setupListeners(store.dispatch)
