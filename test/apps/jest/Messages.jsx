import { useState } from 'react'

const events = ['Message']

/** The app under test: how many messages came, and how the connection stands. */
export const Messages = ({ vzaps, id }) => {
  const [count, setCount] = useState(0)
  // The instance's token comes with it.
  vzaps.useGetInstanceQuery(id)
  vzaps.useInstanceEvents(id, { events, onEvent: () => setCount((before) => before + 1) })
  const { status } = vzaps.useRealtimeConnection(id)
  return (
    <p>
      {status}: {count}
    </p>
  )
}
