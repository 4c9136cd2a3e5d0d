import { cleanup } from '@testing-library/react'
import { afterAll } from 'vitest'

// Files of tests for a page share one: what a file leaves in it goes with that file.

const address = location.href

afterAll(() => {
  cleanup()
  document.body.replaceChildren()
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', address)
})
