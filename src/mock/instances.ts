import { type LifeRules, settle } from './life.ts'
import type { Random } from './random.ts'
import { createRecord, patchRecord } from './records.ts'
import type { InstanceRecord, InstanceRow, InstanceSeed } from './rows.ts'

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
  find(id: string): InstanceRecord | undefined
  /** As `find`, but throws: for handles that a test calls with an id that must exist. */
  need(id: string): InstanceRecord
  save(record: InstanceRecord): InstanceRecord
  remove(id: string): void
  clear(): void
  readonly control: InstanceControl
}

/** Makes an empty store; `now` gives epoch milliseconds. */
export function createInstanceStore(
  now: () => number,
  random: Random,
  rules: LifeRules,
): InstanceStore {
  const byId = new Map<string, InstanceRecord>()

  const find = (id: string) => {
    const record = byId.get(id)
    return record && settle(record, now(), rules)
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
  const records = () => Array.from(byId.values(), (record) => settle(record, now(), rules))
  const remove = (id: string) => {
    need(id)
    byId.delete(id)
  }

  return {
    records,
    find,
    need,
    save,
    remove,
    clear: () => byId.clear(),
    control: {
      list: () => records().map((record) => record.row),
      get: (id) => find(id)?.row,
      add: (seed = {}) => save(createRecord(seed, now(), random, rules)).row,
      patch: (id, fields) => save(patchRecord(need(id), fields, now(), rules)).row,
      remove,
    },
  }
}
