import { textFormat } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import type { LineCells } from '#shared/formats/lineCells'
import { MAX_LINE_TEXT } from '#shared/inbox/bounds'
import type { Plain, Rule, RuleStep } from '#shared/inbox/rules'
import { convert, numberOf } from './conversions'

/** The line as a rule would have it, or why the rule leaves it alone, in words. */
export type Changed =
  | { readonly text: string; readonly reason: null }
  | { readonly text: null; readonly reason: string }

/** Takes a line through all steps of a rule. Only what they change differs from the line. */
export function applyRule({ steps }: Rule, line: string, format: LineFormat): Changed {
  let text = line
  for (const step of steps) {
    const changed = applyStep(step, text, format)
    if (changed.text === null) return changed
    text = changed.text
  }
  return text === line ? leave('nothing in it would change') : { text, reason: null }
}

function applyStep(step: RuleStep, text: string, format: LineFormat): Changed {
  if (step.do === 'replace_text') return replaceText(step, text)
  const way = textFormat(format.file)
  const cells = way.cells(text, format)
  if (cells === null) return leave(way.noCells)
  switch (step.do) {
    case 'rename':
      return way.namesValues
        ? rename(step, cells)
        : leave('its columns have their names from the file')
    case 'set':
      return cells.holds(step.key, step.value)
        ? leave(`${shown(step.key)} has this value already`)
        : given(step.key, cells.set(step.key, step.value))
    case 'drop':
      return cells.cell(step.key) === null ? noKey(step.key) : given(step.key, cells.drop(step.key))
    case 'replace':
      return change(step.key, cells, () =>
        cells.holds(step.key, step.value) ? { value: step.with } : null,
      )
    case 'convert':
      return change(step.key, cells, (value) => made(convert(value, step.as)))
    case 'scale':
      return change(step.key, cells, (value) => made(scaled(value, step.by)))
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

function rename({ from, to }: StepOf<'rename'>, cells: LineCells): Changed {
  if (cells.cell(from) === null) return noKey(from)
  if (cells.cell(to) !== null) return leave(`${shown(to)} is there already`)
  const text = cells.rename(from, to)
  return text === null ? leave(`${shown(to)} would stand in another object`) : keep(text)
}

/** Gives a key the value that `make` makes of its own, unless it makes none. */
function change(
  key: string,
  cells: LineCells,
  make: (value: unknown) => { readonly value: Plain } | null,
): Changed {
  const cell = cells.cell(key)
  if (cell === null) return noKey(key)
  const next = make(cell.value)
  return next === null
    ? leave(`the value of ${shown(key)} is not one that this step changes`)
    : given(key, cells.set(key, next.value))
}

function made(value: string | number | null): { readonly value: Plain } | null {
  return value === null ? null : { value }
}

function scaled(value: unknown, by: number): number | null {
  const number = numberOf(value)
  return number !== null && Number.isFinite(number * by) ? number * by : null
}

function given(key: string, text: string | null): Changed {
  return text === null ? leave(`${shown(key)} can’t be given this value in it`) : keep(text)
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
