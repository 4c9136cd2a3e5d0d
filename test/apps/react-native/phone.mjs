import { readFileSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import { WebSocket } from 'ws'

/** XMLHttpRequest as React Native has it, on Node's fetch: no streams, and redirects are followed. */
class NativeRequest {
  readyState = 0
  status = 0
  statusText = ''
  responseURL = ''
  response = ''
  #headers = {}
  #answered = []
  #aborter = new AbortController()

  open(method, url) {
    this.method = method
    this.url = url
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value
  }

  getAllResponseHeaders() {
    return this.#answered.map((pair) => `${pair.join(': ')}\r\n`).join('')
  }

  abort() {
    this.#aborter.abort()
    this.onabort?.()
  }

  async send(body) {
    const { method, url } = this
    const { signal } = this.#aborter
    try {
      const answer = await fetch(url, { method, headers: this.#headers, body, signal })
      this.response = await answer.text()
      this.responseText = this.response
      this.status = answer.status
      this.responseURL = answer.url
      this.#answered = [...answer.headers]
      this.readyState = 4
      this.onload?.()
    } catch {
      if (!signal.aborted) this.onerror?.()
    }
  }
}

/** Runs a bundle among the globals that a phone has: no `document`, and a `window` that is only another name for them. */
export const runOnPhone = (bundle) => {
  const phone = {
    XMLHttpRequest: NativeRequest,
    TextEncoder,
    WebSocket,
    atob,
    btoa,
    clearInterval,
    clearTimeout,
    console,
    nativeModuleProxy: {},
    navigator: { product: 'ReactNative' },
    performance: { now: () => performance.now() },
    queueMicrotask,
    setImmediate,
    setInterval,
    setTimeout,
  }
  for (const name of ['global', 'globalThis', 'self', 'window']) phone[name] = phone
  createContext(phone)
  new Script(readFileSync(bundle, 'utf8'), { filename: bundle }).runInContext(phone)
  return phone
}
