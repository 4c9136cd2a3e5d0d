import { relay } from '../../../lib/relay'

export { relay as DELETE, relay as GET, relay as PATCH, relay as POST, relay as PUT }
