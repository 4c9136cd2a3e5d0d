import { describe, expect, test } from 'vitest'
import { allowConsole } from '../support/console.ts'
import { vzapsRtk } from './adapters/vzaps-rtk.ts'
import { scenarios } from './scenarios/index.ts'
import { judge } from './verdict.ts'

// What the peers come to is printed by `npm run conformance`: it is theirs, and no test of ours.
describe.each(Object.entries(scenarios))('%s', (_topic, group) => {
  test.each(group.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      // Recipes that fail are what a scenario is about.
      allowConsole('warn', /the recipe failed/)
      expect(await judge(scenario, vzapsRtk)).toEqual({ kind: 'ok' })
    },
  )
})
