import { definitionSchema } from './jsonSchema'

/** What is used here of the JSON Schema of definitions. */
export interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
}

let known: Schema | null = null

/** That of a whole definition. Made when it is first asked for: it takes some milliseconds. */
export function wholeSchema(): Schema {
  return (known ??= definitionSchema())
}

/** The kinds of values that a schema lets stand in its place. */
export function kindsOf(schema: Schema): readonly Schema[] {
  const kinds = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
  return kinds.length === 0 ? [schema] : kinds.flatMap(kindsOf)
}
