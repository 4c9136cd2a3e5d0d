import * as mswNode from 'msw/node'
import * as vitest from 'vitest'
import * as core from 'vzaps-rtk'
import * as mock from 'vzaps-rtk/mock'
import * as mockMsw from 'vzaps-rtk/mock/msw'
import { runTestsIn } from './run-blocks.ts'

runTestsIn('docs/testing.md', 'ts', {
  'msw/node': mswNode,
  vitest,
  'vzaps-rtk': core,
  'vzaps-rtk/mock': mock,
  'vzaps-rtk/mock/msw': mockMsw,
})

runTestsIn('docs/recipes/your-own-tests.md', 'ts', {
  vitest,
  'vzaps-rtk': core,
  'vzaps-rtk/mock': mock,
})
