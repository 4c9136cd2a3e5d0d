// @vitest-environment jsdom
import * as testingLibrary from '@testing-library/react'
import * as jsx from 'react/jsx-runtime'
import * as vitest from 'vitest'
import * as mock from 'vzaps-rtk/mock'
import * as mockReact from 'vzaps-rtk/mock/react'
import { runTestsIn } from './run-blocks.ts'

vitest.afterEach(testingLibrary.cleanup)

runTestsIn('docs/testing.md', 'tsx', {
  '@testing-library/react': testingLibrary,
  'react/jsx-runtime': jsx,
  vitest,
  'vzaps-rtk/mock': mock,
  'vzaps-rtk/mock/react': mockReact,
})
