// What the packed tarball is to those who install it. In one process: they share what was packed, and the compilers.
import './types.test.mjs'
import './use.test.mjs'
import './two-toolkits.test.mjs'
import './jest.test.mjs'
import './definition.test.mjs'
