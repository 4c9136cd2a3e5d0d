import type { MockGateway } from 'vzaps-rtk/mock'

declare global {
  interface Window {
    /** The fake gateway that the page talks to; play with it from the console. */
    gateway: MockGateway
  }
}
