/**
 * What every call to a relay carries. A page of another origin can only send a header of this kind after the relay has
 * allowed it to, so the relay can tell the app's own calls from forged ones.
 */
export const relayHeader = 'X-VZaps-Client'
