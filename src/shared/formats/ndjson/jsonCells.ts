import type { Plain } from '../../inbox/rules'
import { sourceKeys } from '../../telemetry/sourcePath'
import type { LineCell, LineCells } from '../lineCells'
import {
  appendMember,
  lastOf,
  membersOf,
  removeMembers,
  replaceSpan,
  type Member,
} from './objectText'

type Members = readonly Member[]
/** Changes the object that a key stands in; null where it can't. */
type Edit = (text: string, members: Members, key: string) => string | null

/** A JSON object. */
export class JsonCells implements LineCells {
  readonly #text: string
  readonly #members: Members

  private constructor(text: string, members: Members) {
    this.#text = text
    this.#members = members
  }

  /** Null where the text is no JSON object. */
  static of(text: string): JsonCells | null {
    const members = membersOf(text)
    return members === null ? null : new JsonCells(text, members)
  }

  cell(key: string): LineCell | null {
    return cellAt(this.#text, this.#members, this.#path(key))
  }

  holds(key: string, value: Plain): boolean {
    return this.cell(key)?.value === value
  }

  set(key: string, value: Plain): string | null {
    return this.#edit(key, (text, members, last) => {
      const json = JSON.stringify(value)
      const member = lastOf(members, last)
      return member === null
        ? appendMember(text, members, last, json)
        : replaceSpan(text, member.valueStart, member.valueEnd, json)
    })
  }

  /** All members of the key go, so that no earlier one comes to count. */
  drop(key: string): string | null {
    return this.cell(key) === null ? null : this.#edit(key, removeMembers)
  }

  /** Null, too, where the new key would stand in another object. */
  rename(from: string, to: string): string | null {
    const [target = '', ...outer] = this.#path(to).toReversed()
    const own = this.#path(from).toReversed().slice(1)
    if (JSON.stringify(own) !== JSON.stringify(outer)) return null
    return this.#edit(from, (text, members, key) => {
      const kept = lastOf(members, key)
      if (kept === null) return null
      const renamed = replaceSpan(text, kept.keyStart, kept.keyEnd, JSON.stringify(target))
      const isRepeated = members.some((member) => member !== kept && member.key === key)
      return isRepeated ? removeMembers(renamed, membersOf(renamed) ?? [], key) : renamed
    })
  }

  #edit(key: string, edit: Edit): string | null {
    return editAt(this.#text, this.#members, this.#path(key), edit)
  }

  /** A pointer leads into objects, unless it leads nowhere and is a key itself. */
  #path(key: string): readonly string[] {
    const path = sourceKeys(key)
    if (path === null || path.length === 1) return path ?? [key]
    const isKey = lastOf(this.#members, key) !== null
    return isKey && cellAt(this.#text, this.#members, path) === null ? [key] : path
  }
}

function cellAt(text: string, members: Members, path: readonly string[]): LineCell | null {
  const [key = '', ...rest] = path
  const member = lastOf(members, key)
  if (member === null) return null
  const { valueStart, valueEnd } = member
  const value = text.slice(valueStart, valueEnd)
  if (rest.length === 0) return { start: valueStart, end: valueEnd, value: JSON.parse(value) }
  const inner = membersOf(value)
  const cell = inner === null ? null : cellAt(value, inner, rest)
  if (cell === null) return null
  return { value: cell.value, start: valueStart + cell.start, end: valueStart + cell.end }
}

/** Objects that are not there yet come into being on the way. */
function editAt(
  text: string,
  members: Members,
  path: readonly string[],
  edit: Edit,
): string | null {
  const [key = '', ...rest] = path
  if (rest.length === 0) return edit(text, members, key)
  const member = lastOf(members, key)
  const value = member === null ? '{}' : text.slice(member.valueStart, member.valueEnd)
  const inner = membersOf(value)
  const changed = inner === null ? null : editAt(value, inner, rest, edit)
  if (changed === null) return null
  return member === null
    ? appendMember(text, members, key, changed)
    : replaceSpan(text, member.valueStart, member.valueEnd, changed)
}
