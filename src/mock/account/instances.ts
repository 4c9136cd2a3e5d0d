import type { Random } from '../random.ts'
import { settle } from './life.ts'
import { createRecord, patchRecord } from './records.ts'
import type { InstanceRecord, InstanceRow, InstanceSeed } from './rows.ts'
import type { Rules } from './rules.ts'

/** The direct handle on the gateway's instances: what another client of the account does. */
export interface InstanceControl {
  /** All rows as they are now, in the order in which they were added. */
  list(): readonly InstanceRow[]
  get(id: string): InstanceRow | undefined
  add(seed?: InstanceSeed): InstanceRow
  /** Writes fields; what they imply follows. Throws for an unknown id. */
  patch(id: string, fields: InstanceSeed): InstanceRow
  /** Throws for an unknown id. */
  remove(id: string): void
}

/** The instances of the account, settled to the clock at every read. */
export interface InstanceStore {
  records(): readonly InstanceRecord[]
  /** As `records`, with what was deleted but is listed for a while longer. */
  listed(): readonly InstanceRecord[]
  find(id: string): InstanceRecord | undefined
  /** As `find`, but throws: for handles that a test calls with an id that must exist. */
  need(id: string): InstanceRecord
  save(record: InstanceRecord): InstanceRecord
  remove(id: string): void
  clear(): void
  readonly control: InstanceControl
}

/** Makes an empty store; `now` gives epoch milliseconds. */
export const createInstanceStore = (
  now: () => number,
  random: Random,
  rules: () => Rules,
): InstanceStore => {
  const byId = new Map<string, InstanceRecord>()
  const isThere = ({ life }: InstanceRecord) => life.deletedUntil === null

  const find = (id: string) => {
    const record = byId.get(id)
    return record && isThere(record) ? settle(record, now(), rules()) : undefined
  }
  const need = (id: string) => {
    const record = find(id)
    if (!record) throw new Error(`The mock gateway has no instance ${id}`)
    return record
  }
  const save = (record: InstanceRecord) => {
    byId.set(record.row.id, record)
    return record
  }
  const listed = () => {
    const at = now()
    const current = rules()
    for (const [id, { life }] of byId) {
      if (life.deletedUntil !== null && life.deletedUntil <= at) byId.delete(id)
    }
    return Array.from(byId.values(), (record) =>
      isThere(record) ? settle(record, at, current) : record,
    )
  }
  const records = () => listed().filter(isThere)
  const remove = (id: string) => {
    const record = need(id)
    const { lingerMs } = rules()
    if (lingerMs > 0) save({ ...record, life: { ...record.life, deletedUntil: now() + lingerMs } })
    else byId.delete(id)
  }

  return {
    records,
    listed,
    find,
    need,
    save,
    remove,
    clear: () => byId.clear(),
    control: {
      list: () => records().map((record) => record.row),
      get: (id) => find(id)?.row,
      add: (seed = {}) => save(createRecord(seed, now(), random, rules())).row,
      patch: (id, fields) => save(patchRecord(need(id), fields, now(), rules())).row,
      remove,
    },
  }
}
