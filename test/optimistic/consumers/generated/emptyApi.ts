import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query'

export const emptySplitApi = createApi({
  reducerPath: 'pets',
  baseQuery: fetchBaseQuery({ baseUrl: 'https://pets.test/' }),
  endpoints: () => ({}),
})
