// Prints what an import does besides defining things: globals it makes or replaces, functions of the platform it calls.
const entries = process.argv.slice(2)

const watched = {
  console,
  globalThis,
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'Promise.prototype': Promise.prototype,
}
const did = []
const spy = (of, name) => {
  const original = of[name]
  of[name] = (...args) => {
    did.push(`calls ${name}`)
    return Reflect.apply(original, of, args)
  }
}
const state = () =>
  Object.entries(watched).flatMap(([path, object]) =>
    Object.entries(Object.getOwnPropertyDescriptors(object)).map(([name, { value, get }]) => ({
      path: `${path}.${name}`,
      is: value ?? get,
    })),
  )

// The other packages come first: what they do is theirs.
const others = ['@reduxjs/toolkit/query/react', '@testing-library/react', 'msw', 'rxjs']
for (const name of [...others, 'node:crypto', 'node:http', 'node:stream']) await import(name)

for (const name of ['log', 'info', 'warn', 'error', 'debug']) spy(console, name)
for (const name of ['setTimeout', 'setInterval', 'queueMicrotask', 'fetch']) spy(globalThis, name)
spy(process, 'on')
spy(process, 'once')
const before = new Map(state().map(({ path, is }) => [path, is]))
for (const entry of entries) await import(entry)
for (const { path, is } of state()) {
  if (!before.has(path)) did.push(`makes ${path}`)
  else if (!Object.is(before.get(path), is)) did.push(`replaces ${path}`)
}
process.stdout.write(JSON.stringify(did))
