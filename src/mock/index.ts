export type { Fault, FaultControl, FaultMatch, Faults } from './faults.ts'
export { createMockGateway, type MockGateway, type MockGatewayOptions } from './gateway.ts'
export type { InstanceControl } from './instances.ts'
export type { RecordedRequest } from './requests.ts'
export type { Credentials } from './routes/route.ts'
export type { InstanceRow, InstanceSeed } from './rows.ts'
export type {
  MountableApi,
  TestSetup,
  TestState,
  TestStore,
  TestStoreOptions,
} from './test-store.ts'
export { createTestStore } from './test-store.ts'
export type { TokenControl } from './tokens.ts'
export { billingStatus, instanceStatus } from './words.ts'
