import { createVZapsApi } from 'vzaps-rtk/react'

export const dynamic = 'force-dynamic'

// A server component that takes the wrong door: it is told which is the right one.
const Page = () => {
  try {
    createVZapsApi()
    return <p>It was let in</p>
  } catch (error) {
    return <p>{error.message}</p>
  }
}

export default Page
