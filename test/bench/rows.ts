/** A row as the server has it: an instance of the gateway, field for field. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly token: string
  readonly url: string
  readonly webhook: string
  readonly events_subscribe: string
  readonly reject_calls: boolean
  readonly auto_read_messages: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly status: string
  readonly connected: boolean
  readonly connected_at: string | null
  readonly whatsapp_push_name: string | null
  readonly whatsapp_jid: string | null
  readonly billing_status: string
  readonly cancel_at: string | null
  readonly expired_at: string | null
  readonly created_at: string
  readonly updated_at: string
}

/** What the list shows of a row, whatever else an adapter's rows hold. */
export interface ShownRow {
  readonly id: string
  readonly name?: string | null | undefined
  readonly status?: string | null | undefined
}

const digits = (number: number) => String(number).padStart(6, '0')

export const idOf = (index: number): string => `instance-${digits(index)}`

/** Names of one length, so that a state's size does not depend on how often rows were renamed. */
export const nameOf = (change: number): string => `Name ${digits(change)}`

export const makeRow = (index: number): Row => ({
  id: idOf(index),
  name: nameOf(0),
  token: `token-of-${idOf(index)}`,
  url: 'https://api.vzaps.com',
  webhook: 'https://example.com/hooks/vzaps',
  events_subscribe: 'Message,ReadReceipt,Connected',
  reject_calls: false,
  auto_read_messages: index % 2 === 0,
  labels: { team: `team-${index % 7}` },
  status: index % 3 === 0 ? 'disconnected' : 'connected',
  connected: index % 3 !== 0,
  connected_at: index % 3 === 0 ? null : '2026-01-02T03:04:05.000Z',
  whatsapp_push_name: index % 3 === 0 ? null : `Phone ${index}`,
  whatsapp_jid: index % 3 === 0 ? null : `5511${digits(index)}@s.whatsapp.net`,
  billing_status: 'active',
  cancel_at: null,
  expired_at: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-02T03:04:05.000Z',
})

/** What is shown of a new row until the server answers with its own. */
export const makeDraft = (temporaryId: string, name: string): Row => ({
  ...makeRow(0),
  id: temporaryId,
  name,
})
