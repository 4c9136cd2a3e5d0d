import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { appFile, createProject } from './project.mjs'

// A package manager gives the library a Redux Toolkit of its own where the app's is another version: then there are two
// in one app, in one store.

const node = (project, ...args) =>
  execFileSync(process.execPath, args, { cwd: project.folder, encoding: 'utf8', timeout: 60_000 })

for (const [name, installed] of Object.entries({
  'an older one': 'redux-toolkit-2.8',
  'a copy of the same': undefined,
})) {
  describe(`where the app's toolkit is ${name}`, () => {
    let project
    before(() => {
      project = createProject()
      if (installed) project.link(installed, '@reduxjs/toolkit')
      else project.copy('@reduxjs/toolkit')
      project.link('@reduxjs/toolkit', 'vzaps-rtk/node_modules/@reduxjs/toolkit')
    })
    after(() => project.remove())

    test('there are two', () => {
      const code = `import { resolve } from 'node:path'
        import { createRequire } from 'node:module'
        const from = (file) => createRequire(resolve(file)).resolve('@reduxjs/toolkit')
        process.stdout.write(String(from('a.js') === from('node_modules/vzaps-rtk/dist/index.js')))`
      assert.equal(node(project, '--input-type=module', '--eval', code), 'false')
    })

    test('one store takes both, with optimistic updates, skipToken and hooks', () => {
      const script = project.write('two-toolkits.mjs', appFile('two-toolkits.mjs'))
      const [clicks, todos, ahead, refused, skipped, error] = JSON.parse(node(project, script))
      assert.equal(clicks, 1)
      assert.deepEqual(todos, ['milk'])
      assert.equal(ahead, 'Support')
      assert.equal(refused, 'Support')
      assert.equal(skipped, 'uninitialized false 1')
      // Its own optimistic updates need an api of a toolkit that is new enough.
      if (installed) assert.match(error, /needs Redux Toolkit 2\.15/)
      else assert.equal(error, undefined)
    })
  })
}
