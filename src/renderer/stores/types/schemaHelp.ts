import { kindsOf, wholeSchema, type Schema } from '#shared/telemetry/schemaKinds'

/** What may stand at a place of a definition. */
export interface PlaceHelp {
  /** 'channels[3].scale'; '' for the whole of it. */
  readonly place: string
  readonly description: string
  /** The keys that the object there may have, of all kinds that it may be. */
  readonly keys: readonly string[]
  /** The values that may stand there, where they are few. */
  readonly values: readonly string[]
}

type Step = string | number

/** Says what may stand where the cursor is, by the definition's own schema. */
export function helpAt(text: string, cursor: number): PlaceHelp {
  const path = pathAt(text, cursor)
  let schemas: readonly Schema[] = [wholeSchema()]
  for (const step of path) {
    schemas = schemas.flatMap(kindsOf).flatMap((schema) => inside(schema, step))
  }
  const kinds = schemas.flatMap(kindsOf)
  const described = [...schemas, ...kinds].find(({ description }) => description !== undefined)
  return {
    place: placeText(path),
    description: described?.description ?? '',
    keys: unique(kinds.flatMap(({ properties = {} }) => Object.keys(properties))),
    values: unique(
      kinds.flatMap((kind) => [...(kind.enum ?? []), ...('const' in kind ? [kind.const] : [])]),
    ),
  }
}

function inside({ properties, items }: Schema, step: Step): readonly Schema[] {
  if (typeof step === 'number') return items === undefined ? [] : [items]
  return properties !== undefined && Object.hasOwn(properties, step) ? [properties[step] ?? {}] : []
}

function unique(values: readonly unknown[]): string[] {
  return [
    ...new Set(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))),
  ]
}

function placeText(path: readonly Step[]): string {
  return path.reduce<string>(
    (place, step) =>
      typeof step === 'number' ? `${place}[${step}]` : place === '' ? step : `${place}.${step}`,
    '',
  )
}

const TOKEN = /"((?:[^"\\\n]|\\.)*)("?)|[{}[\],:]|[^\s"{}[\],:]+/g

/** The keys and places that lead to where the cursor is, as far as the text is JSON until then. */
function pathAt(text: string, cursor: number): Step[] {
  const open: { step: Step | null; readonly isList: boolean }[] = []
  let last = ''
  for (const match of text.slice(0, cursor).matchAll(TOKEN)) {
    const [token, inQuotes] = match
    const here = open.at(-1)
    if (token === '{' || token === '[')
      open.push({ step: token === '[' ? 0 : null, isList: token === '[' })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':' && here !== undefined && !here.isList) here.step = last
    else if (token === ',' && here !== undefined) {
      here.step = here.isList ? Number(here.step) + 1 : null
    } else if (inQuotes !== undefined) last = inQuotes
  }
  return open.flatMap(({ step }) => step ?? [])
}
