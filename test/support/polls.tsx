import { renderWithVZaps } from 'vzaps-rtk/mock/react'

// Loads the code that polls, of the sources or of the package, before any timer is faked: what a test waits for is never
// a file.
const { advance, unmount } = renderWithVZaps(<p />)
await advance(0)
unmount()
