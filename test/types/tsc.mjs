#!/usr/bin/env node
// TypeScript 7 in one thread: several work out the same types each for itself, which takes twice the time of the processor.
process.argv.push('--singleThreaded')
await import('../../node_modules/typescript-7/node_modules/typescript/lib/tsc.js')
