import { MAX_LINE_TEXT } from '#shared/inbox/mending'
import type { Rule, RuleStep } from '#shared/inbox/rules'
import { convert, numberOf } from './conversions'
import {
  appendMember,
  lastOf,
  membersOf,
  removeMembers,
  replaceSpan,
  type Member,
} from './objectText'

/** The line as a rule would have it, or why the rule leaves it alone, in words. */
export type Changed =
  | { readonly text: string; readonly reason: null }
  | { readonly text: null; readonly reason: string }

/** Takes a line through all steps of a rule. Only what they change differs from the line. */
export function applyRule({ steps }: Rule, line: string): Changed {
  let text = line
  for (const step of steps) {
    const changed = applyStep(step, text)
    if (changed.text === null) return changed
    text = changed.text
  }
  return text === line ? leave('nothing in it would change') : { text, reason: null }
}

function applyStep(step: RuleStep, text: string): Changed {
  if (step.do === 'replace_text') return replaceText(step, text)
  const members = membersOf(text)
  if (members === null) return leave('it is not a JSON object')
  switch (step.do) {
    case 'rename':
      return rename(step, text, members)
    case 'set':
      return set(step, text, members)
    case 'drop':
      return drop(step.key, text, members)
    case 'replace':
      return change(step.key, text, members, (value) =>
        value === step.value ? JSON.stringify(step.with) : null,
      )
    case 'convert':
      return change(step.key, text, members, (value) => convert(value, step.as))
    case 'scale':
      return change(step.key, text, members, (value) => scaled(value, step.by))
  }
}

type StepOf<D extends RuleStep['do']> = Extract<RuleStep, { do: D }>

function replaceText(step: StepOf<'replace_text'>, text: string): Changed {
  if (!text.includes(step.text)) return leave(`${shown(step.text)} is not in it`)
  const parts = text.split(step.text)
  const growth = (parts.length - 1) * (step.with.length - step.text.length)
  if (text.length + growth > MAX_LINE_TEXT) return leave('it would become too long a line')
  return keep(parts.join(step.with))
}

function rename({ from, to }: StepOf<'rename'>, text: string, members: readonly Member[]): Changed {
  const kept = lastOf(members, from)
  if (kept === null) return noKey(from)
  if (lastOf(members, to) !== null) return leave(`${shown(to)} is there already`)
  const renamed = replaceSpan(text, kept.keyStart, kept.keyEnd, JSON.stringify(to))
  const isRepeated = members.some((member) => member !== kept && member.key === from)
  return keep(isRepeated ? withoutKey(renamed, from) : renamed)
}

function set({ key, value }: StepOf<'set'>, text: string, members: readonly Member[]): Changed {
  const json = JSON.stringify(value)
  const member = lastOf(members, key)
  if (member === null) return keep(appendMember(text, members, key, json))
  if (valueOf(text, member) === value) return leave(`${shown(key)} has this value already`)
  return keep(replaceSpan(text, member.valueStart, member.valueEnd, json))
}

function drop(key: string, text: string, members: readonly Member[]): Changed {
  return lastOf(members, key) === null ? noKey(key) : keep(withoutKey(text, key))
}

/** Gives a key the value that `make` makes of its own, unless it makes none. */
function change(
  key: string,
  text: string,
  members: readonly Member[],
  make: (value: unknown) => string | null,
): Changed {
  const member = lastOf(members, key)
  if (member === null) return noKey(key)
  const json = make(valueOf(text, member))
  if (json === null) return leave(`the value of ${shown(key)} is not one that this step changes`)
  return keep(replaceSpan(text, member.valueStart, member.valueEnd, json))
}

function scaled(value: unknown, by: number): string | null {
  const number = numberOf(value)
  if (number === null || !Number.isFinite(number * by)) return null
  return JSON.stringify(number * by)
}

function valueOf(text: string, { valueStart, valueEnd }: Member): unknown {
  return JSON.parse(text.slice(valueStart, valueEnd))
}

/** All members of the key go, so that no earlier one comes to count. */
function withoutKey(text: string, key: string): string {
  return removeMembers(text, membersOf(text) ?? [], key)
}

function keep(text: string): Changed {
  return { text, reason: null }
}

function leave(reason: string): Changed {
  return { text: null, reason }
}

function noKey(key: string): Changed {
  return leave(`${shown(key)} is not in it`)
}

function shown(text: string): string {
  return JSON.stringify(text)
}
