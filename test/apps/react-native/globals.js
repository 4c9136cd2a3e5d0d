import { AbortController, AbortSignal } from 'abort-controller/dist/abort-controller'
import { URL, URLSearchParams } from 'react-native/Libraries/Blob/URL'
import { fetch, Headers, Request, Response } from 'react-native/Libraries/Network/fetch'

// What React Native makes global before an app: its own, which can less than a browser's.
Object.assign(globalThis, {
  AbortController,
  AbortSignal,
  fetch,
  Headers,
  Request,
  Response,
  URL,
  URLSearchParams,
})
