import { combineReducers, configureStore } from '@reduxjs/toolkit'
import persist from 'redux-persist'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'

const { FLUSH, PAUSE, PERSIST, PURGE, REGISTER, REHYDRATE, persistReducer, persistStore } = persist

// Two visits to one page: the second begins with what the first has stored.
const gateway = createMockGateway({ instances: [{ name: 'Sales' }, { name: 'Support' }] })
const stored = new Map()
const storage = {
  getItem: async (key) => stored.get(key),
  setItem: async (key, text) => stored.set(key, text),
  removeItem: async (key) => stored.delete(key),
}

const visit = async () => {
  const vzaps = createVZapsApi({
    auth: gateway.credentials,
    platform: { fetch: gateway.fetch },
    extractRehydrationInfo: (action, { reducerPath }) =>
      action.type === REHYDRATE ? action.payload?.[reducerPath] : undefined,
  })
  const reducer = combineReducers({ [vzaps.reducerPath]: vzaps.reducer })
  const store = configureStore({
    // The api takes its part itself, without what was under way.
    reducer: persistReducer(
      { key: 'root', storage, stateReconciler: (_stored, _before, reduced) => reduced },
      reducer,
    ),
    middleware: (getDefault) =>
      getDefault({
        serializableCheck: {
          ignoredActions: [FLUSH, PAUSE, PERSIST, PURGE, REGISTER, REHYDRATE],
        },
      }).prepend(vzaps.middleware),
  })
  const persistor = persistStore(store)
  await new Promise((resolve) => {
    const look = () => persistor.getState().bootstrapped && resolve()
    persistor.subscribe(look)
    look()
  })
  return { vzaps, store, persistor }
}

const first = await visit()
const { listInstances } = first.vzaps.endpoints
await first.store.dispatch(listInstances.initiate()).unwrap()
await first.persistor.flush()
first.persistor.pause()
first.vzaps.dispose()
const asked = gateway.requests.length

const second = await visit()
const select = second.vzaps.endpoints.listInstances.select()
const shown = select(second.store.getState()).data?.content.map(({ name }) => name)
second.persistor.pause()
second.vzaps.dispose()

const { clientToken, clientSecret } = gateway.credentials
const secrets = [clientToken, clientSecret, ...gateway.instances.list().map(({ token }) => token)]
const texts = [...stored.values()].join()
process.stdout.write(
  JSON.stringify({
    shown: shown?.sort(),
    askedAgain: gateway.requests.length - asked,
    isStored: texts.includes('Sales'),
    secretsStored: secrets.filter((secret) => texts.includes(secret)).length,
  }),
)
