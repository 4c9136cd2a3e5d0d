import { configDefaults } from 'vitest/config'

export default {
  test: {
    include: ['test/**/*.test.tsx'],
    // react-dom 18 cannot render where there is no browser; React Native has a renderer of its own.
    exclude: [...configDefaults.exclude, 'test/react/react-native.test.tsx'],
    testTimeout: 60_000,
  },
}
