// Todos.tsx
import { useSelector } from 'react-redux'
import { todoApi } from './todo-api.ts'

const { selectAliases, selectFailures } = todoApi.util

export const Todos = () => {
  const { data: todos = [] } = todoApi.useListTodosQuery()
  const [update] = todoApi.useUpdateTodoMutation()
  const [add] = todoApi.useAddTodoMutation()
  const aliases = useSelector(selectAliases)
  const failures = useSelector(selectFailures)
  return (
    <>
      <ul>
        {todos.map(({ id, title, done }) => (
          <li key={aliases[`Todo/${id}`] ?? id}>
            <label>
              <input type="checkbox" checked={done} onChange={() => update({ id, done: !done })} />
              {title}
            </label>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => add('Something new')}>
        Add
      </button>
      {failures.map(({ operation }) => (
        <p key={operation.requestId} role="alert">
          {operation.endpointName} failed
        </p>
      ))}
    </>
  )
}
