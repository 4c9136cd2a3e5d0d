module.exports = {
  testEnvironment: './jest-environment.cjs',
  transformIgnorePatterns: ['/node_modules/(?!vzaps-rtk/)'],
}
