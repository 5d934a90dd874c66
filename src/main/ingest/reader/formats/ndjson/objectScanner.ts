import type { Definition } from '#shared/telemetry/definition'
import { wordNamesOf } from '../../../../record/layout'
import { CompiledScanner, type LineForm } from '../../compiled/compiledScanner'
import { fastFields } from '../../compiled/fastFields'
import type { LineExports } from '../../compiled/lineCode'
import { fieldPlans, type Plan } from '../../compiled/plan'
import type { Findings } from '../../findings'
import { decodeUtf8 } from '../../utf8'
import { keyTree, type Keys } from './keyTree'

/**
 * The fast way to read objects. It takes them with their keys in any order, and with keys that the
 * type does not know, whatever those hold. Null for a type of which no line can be read the fast way.
 */
export function objectScanner(
  definition: Definition,
  findings: Findings,
  startUs: number | null,
): CompiledScanner | null {
  const { keys, slots, isDeep } = keyTree(definition)
  const fast = fastFields(definition, startUs)
  const fields = fieldPlans(definition, slots, fast)
  // Values inside others, and one that is two things at once, are left to the exact way.
  if (isDeep || slots.places.length < fields.length) return null
  const plans: Plan[] = [{ kind: 'key' }, ...fields.map(({ plan }) => plan)]
  const places = new Map(fields.map(({ slot }, i) => [slots.places[slot]?.[0] ?? '', i + 1]))
  const form = new ObjectForm(places, keys)
  return new CompiledScanner(form, plans, fast, wordNamesOf(definition), findings)
}

/** An object of JSON. */
class ObjectForm implements LineForm {
  readonly decimal = '.'
  readonly comment = new Uint8Array(0)
  readonly keys: ReadonlyMap<string, number>
  readonly #known: Keys

  constructor(places: ReadonlyMap<string, number>, known: Keys) {
    this.keys = places
    this.#known = known
  }

  install(run: LineExports): void {
    run.setObjects()
  }

  textOf(bytes: Uint8Array): string | null {
    const text = decodeUtf8(bytes)
    return text?.includes('\\') ? unescaped(text) : text
  }

  /** Not of one that begins with a digit: JSON.parse may put that before the others. */
  planOfKey(key: string): Plan | null {
    if (/^\d/.test(key)) return null
    return this.#known.has(key) ? { kind: 'ignored' } : { kind: 'unknown', name: key }
  }
}

function unescaped(text: string): string | null {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return null
  }
}
