import type { Reading, Shape } from './shapes.ts'

/**
 * How it is known that the service takes something: `documented` on a public page, `seen` on the
 * wire of an official client, or `assumed`.
 */
export type Evidence = 'documented' | 'seen' | 'assumed'

/** A field of a request's body. */
export interface Field<Value> {
  /** How its name is known. */
  readonly evidence: Evidence
  /** The other names under which it comes, and how those are known. */
  readonly also?: Readonly<Record<string, Evidence>>
  readonly shape: Shape<Value>
  /** What null says; null is as good as absent unless this is given. */
  readonly nullIs?: Value
  readonly isRequired?: boolean
}

/** A field that must be there. */
export interface RequiredField<Value> extends Field<Value> {
  readonly isRequired: true
}

/** The fields of a body by the names that the clients write. */
export type Fields = Readonly<Record<string, Field<unknown>>>

type ValueOf<Spec> = Spec extends Field<infer Value> ? Value : never
type RequiredNames<Specs> = {
  [Name in keyof Specs]: Specs[Name] extends RequiredField<unknown> ? Name : never
}[keyof Specs]

/** What a body says, field by field, whatever the spelling. */
export type Values<Specs extends Fields> = {
  readonly [Name in RequiredNames<Specs>]: ValueOf<Specs[Name]>
} & {
  readonly [Name in Exclude<keyof Specs, RequiredNames<Specs>>]?: ValueOf<Specs[Name]> | undefined
}

/** The values of a body, or each field's problem. */
export type BodyReading<Specs extends Fields> =
  | { readonly values: Values<Specs> }
  | { readonly problems: Readonly<Record<string, string>> }

/** A field whose value is kept as its shape reads it. */
export const field = <Value>(
  evidence: Evidence,
  shape: Shape<Value>,
  rest: Pick<Field<Value>, 'also' | 'nullIs'> = {},
): Field<Value> => ({ evidence, shape, ...rest })

/** As {@link field}, for one that must be there. */
export const required = <Value>(
  ...parts: Parameters<typeof field<Value>>
): RequiredField<Value> => ({ ...field(...parts), isRequired: true })

/** The same fields, where nobody says that they are taken. */
export const assumed = <Specs extends Fields>(specs: Specs): Specs =>
  Object.fromEntries(
    Object.entries(specs).map(([name, { also = {}, ...spec }]) => [
      name,
      {
        ...spec,
        evidence: 'assumed',
        also: Object.fromEntries(Object.keys(also).map((spelling) => [spelling, 'assumed'])),
      },
    ]),
  ) as unknown as Specs

type Body = Readonly<Record<string, unknown>>

/** Reads the fields of a body; keys that no field names are ignored. */
export const readFields = <Specs extends Fields>(
  specs: Specs,
  body: Body,
  isStrict: boolean,
): BodyReading<Specs> => {
  const values: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const [name, spec] of Object.entries(specs)) {
    for (const wrong of isStrict ? findUndocumented(spec, body) : []) {
      problems[wrong] = `is not documented: write ${name}`
    }
    const reading = readField(name, spec, body, isStrict)
    if (!reading) continue
    if ('problem' in reading) problems[name] = reading.problem
    else values[name] = reading.value
  }
  return Object.keys(problems).length > 0 ? { problems } : { values: values as Values<Specs> }
}

const readField = (
  name: string,
  { also, shape, nullIs, isRequired }: Field<unknown>,
  body: Body,
  isStrict: boolean,
): Reading<unknown> | undefined => {
  for (const spelling of [name, ...Object.keys(also ?? {})]) {
    const given = Object.hasOwn(body, spelling) ? body[spelling] : undefined
    if (given === null && nullIs !== undefined) return { value: nullIs }
    if (given !== undefined && given !== null) return shape(given, isStrict)
  }
  return isRequired ? { problem: 'is missing' } : undefined
}

/** The spellings in a body that no page shows. */
const findUndocumented = ({ also = {} }: Field<unknown>, body: Body): readonly string[] =>
  Object.keys(also).filter(
    (spelling) => also[spelling] !== 'documented' && Object.hasOwn(body, spelling),
  )
