export default { test: { environment: 'jsdom' }, esbuild: { jsx: 'automatic' } }
