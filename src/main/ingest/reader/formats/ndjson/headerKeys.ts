import type { Definition } from '#shared/telemetry/definition'
import { comparedValue } from '#shared/telemetry/numberText'

type JsonObject = Readonly<Record<string, unknown>>

/** Whether an object has all keys that the header of a type is known by, whatever they say. */
export function namesHeaderKeys(object: JsonObject, { recognise }: Definition): boolean {
  const header = Object.entries(recognise?.header ?? {})
  return (
    header.length > 0 &&
    header.every(([key, wanted]) => typeof valueOf(object, key) === typeof wanted)
  )
}

/** Whether an object says what the header of a type is known by. */
export function headerSays(object: JsonObject, { recognise }: Definition): boolean {
  return Object.entries(recognise?.header ?? {}).every(([key, wanted]) => {
    const said = valueOf(object, key)
    return isSaid(said) && comparedValue(said, '.') === comparedValue(wanted, '.')
  })
}

function valueOf(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function isSaid(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
