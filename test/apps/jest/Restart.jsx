/** The app under test: a button that restarts an instance, and says how it stands. */
export const Restart = ({ vzaps, id }) => {
  const [restart] = vzaps.useRestartInstanceMutation()
  const { data } = vzaps.useInstanceStatus(id)
  return (
    <button type="button" onClick={() => restart(id)}>
      {data?.connected ? 'connected' : 'not yet'}
    </button>
  )
}
