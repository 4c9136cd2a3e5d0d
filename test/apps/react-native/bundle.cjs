const { getDefaultConfig } = require('@react-native/metro-config')
const { mergeConfig, runBuild } = require('metro')

// Makes the bundle that the phone gets: node bundle.cjs <out>
const config = mergeConfig(getDefaultConfig(__dirname), { reporter: { update() {} } })
runBuild(config, {
  entry: 'index.js',
  out: process.argv[2],
  platform: 'android',
  dev: false,
  minify: false,
})
