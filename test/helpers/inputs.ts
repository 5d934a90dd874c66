import { z } from 'zod'

type Shape = z.core.JSONSchema.JSONSchema

/** What the places of an input hold that are no text; by key. */
export interface Fills {
  readonly text: string
  readonly numbers: Readonly<Record<string, number>>
}

/**
 * Inputs that a call's schema has nothing against, with the text wherever there may be one. Each
 * alternative that the schema knows, at every depth, is in one of them.
 */
export function inputsWith(fills: Fills, schema: z.ZodType): unknown[] {
  const shape = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => {
      // A class has no JSON; the only one that goes in is Uint8Array.
      if (zodSchema instanceof z.ZodCustom) jsonSchema.contentEncoding = 'bytes'
    },
  })
  return variants(shape, fills, '')
}

function variants(shape: Shape, fills: Fills, key: string): unknown[] {
  const choices = shape.anyOf ?? shape.oneOf ?? typesOf(shape)
  if (choices !== null) return choices.flatMap((choice) => variants(choice, fills, key))
  if (shape.const !== undefined) return [shape.const]
  if (shape.enum !== undefined) return shape.enum
  switch (shape.type) {
    case 'object':
      return objects(shape, fills)
    case 'array':
      return variants(single(shape.items), fills, key).map((item) => [item])
    case 'string':
      // The one pattern is that of a job's name.
      return shape.pattern === undefined ? [fills.text] : ['job', fills.text]
    case 'integer':
    case 'number':
      return [fills.numbers[key] ?? Math.max(1, shape.minimum ?? 1)]
    case 'boolean':
      return [true, false]
    case 'null':
      return [null]
    case undefined:
    default:
      return shape.contentEncoding === 'bytes'
        ? [new TextEncoder().encode(fills.text)]
        : [undefined, fills.text]
  }
}

/** `{ type: ['string', 'null'] }` as two shapes; null where there is one. */
function typesOf(shape: Shape): Shape[] | null {
  return Array.isArray(shape.type) ? shape.type.map((type) => ({ ...shape, type })) : null
}

function single(shape: Shape['items']): Shape {
  if (typeof shape !== 'object' || Array.isArray(shape)) throw new Error('no shape of one thing')
  return shape
}

/** One object for each alternative of each key; of the others those that are required, as they come first. */
function objects(shape: Shape, fills: Fills): unknown[] {
  const keys = Object.entries(shape.properties ?? {}).map(([key, inner]) => ({
    key,
    isRequired: shape.required?.includes(key) ?? false,
    values: variants(single(inner), fills, key),
  }))
  const first = Object.fromEntries(
    keys.filter(({ isRequired }) => isRequired).map(({ key, values }) => [key, values[0]]),
  )
  return [
    first,
    ...keys.flatMap(({ key, isRequired, values }) =>
      values.slice(isRequired ? 1 : 0).map((value) => ({ ...first, [key]: value })),
    ),
  ]
}
