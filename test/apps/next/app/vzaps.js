'use client'

import { configureStore } from '@reduxjs/toolkit'
import { createVZapsApi } from 'vzaps-rtk/react'

// A module of the page: the build runs it too, where there is no page, and a path has no origin.
export const vzaps = createVZapsApi({ baseUrl: '/relay', auth: { proxy: true } })
export const store = configureStore({
  reducer: { [vzaps.reducerPath]: vzaps.reducer },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
})
