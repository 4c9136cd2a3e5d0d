export type { Credentials } from './account/account.ts'
export type { InstanceControl } from './account/instances.ts'
export type { Charge, Checkout, CheckoutControl } from './account/payments.ts'
export type { InstanceRow, InstanceSeed } from './account/rows.ts'
export type { TokenControl } from './account/tokens.ts'
export { billingStatus, instanceStatus } from './account/words.ts'
export type { Fault, FaultControl, FaultMatch, Faults } from './faults/faults.ts'
export type { MockGateway, ReceivedMessage } from './gateway/gateway.ts'
export { createMockGateway } from './gateway/gateway.ts'
export type { MockGatewayOptions } from './gateway/options.ts'
export type {
  PushedEvent,
  RealtimeControl,
  SocketPeer,
  SocketSession,
} from './gateway/realtime/sockets.ts'
export type { SocketUpgrade } from './gateway/realtime/upgrade.ts'
export type { Connect } from './gateway/realtime/web-socket.ts'
export type { RecordedRequest } from './gateway/request-log.ts'
export type {
  MountableApi,
  TestSetup,
  TestState,
  TestStore,
  TestStoreOptions,
} from './testing/test-store.ts'
export { createTestStore } from './testing/test-store.ts'
