import type { Definition } from '#shared/telemetry/definition'
import { sourceKeys } from '#shared/telemetry/sourcePath'
import type { Source } from '#shared/telemetry/source'
import { slotsOf, type Slots } from '../../slots'

/** A key of an object, and what its value is read for. */
export interface KeyNode {
  /** Where the value goes; -1 where it goes nowhere. */
  slot: number
  /** It is left out on purpose. */
  isIgnored: boolean
  /** The keys in it that are known; null where none is. */
  children: Map<string, KeyNode> | null
}

export type Keys = ReadonlyMap<string, KeyNode>

/** The keys that a definition knows, as a tree, and which slot the value of each goes to. */
export interface KeyTree {
  readonly keys: Keys
  readonly slots: Slots<readonly string[]>
  /** Values stand inside others. */
  readonly isDeep: boolean
}

export function keyTree(definition: Definition): KeyTree {
  const slots = slotsOf(definition, keysOf, (keys) => JSON.stringify(keys))
  const root: KeyNode = { slot: -1, isIgnored: false, children: new Map() }
  for (const [slot, keys] of slots.places.entries()) nodeAt(root, keys).slot = slot
  for (const source of definition.ignore ?? []) nodeAt(root, keysOf(source)).isIgnored = true
  const keys = root.children ?? new Map<string, KeyNode>()
  return { keys, slots, isDeep: [...keys.values()].some(({ children }) => children !== null) }
}

function keysOf(source: Source): readonly string[] {
  const keys = typeof source === 'string' ? sourceKeys(source) : null
  if (keys === null) throw new Error('A definition of NDJSON has a source that is no key')
  return keys
}

function nodeAt(root: KeyNode, keys: readonly string[]): KeyNode {
  let node = root
  for (const key of keys) {
    node.children ??= new Map()
    let child = node.children.get(key)
    if (child === undefined) {
      child = { slot: -1, isIgnored: false, children: null }
      node.children.set(key, child)
    }
    node = child
  }
  return node
}
