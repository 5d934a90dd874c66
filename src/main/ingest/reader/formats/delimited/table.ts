import type { Definition } from '#shared/telemetry/definition'
import type { DelimitedFile } from '#shared/formats/delimited/file'
import { timeSources } from '#shared/telemetry/timeSources'
import type { Source } from '#shared/telemetry/source'
import { headLines, type Beginning } from '../../head'
import { cellsOf } from '#shared/formats/delimited/rowText'
import { decodeLine } from './decode'

/** What stands before a table's records. */
export interface Table {
  readonly names: readonly string[]
  /** Where the names stand, with their text; null where the file has none. */
  readonly namesLine: { readonly number: number; readonly text: string } | null
  readonly firstLine: number
  /** Nothing ends the line of names: it may go on. */
  readonly isOpen: boolean
}

/**
 * Finds the table in a file; 'none' where there is none as the definition has it, 'cut' where the
 * file ends before that can be told.
 */
export function findTable(head: Beginning, file: DelimitedFile): Table | 'none' | 'cut' {
  let inPreamble = file.preamble !== undefined
  const { lines = 0, until } = file.preamble ?? {}
  if (!inPreamble && file.names !== 'line') return listed(file.names, 1)
  for (const { number, bytes, isTerminated } of headLines(head)) {
    const text = decodeLine(bytes, number, file.encoding)
    if (inPreamble) {
      if (until === undefined) inPreamble = number < lines
      else inPreamble = text === null || !text.startsWith(until)
      if (!inPreamble && file.names !== 'line') return listed(file.names, number + 1)
      continue
    }
    if (text === null || text.includes('\r')) return 'none'
    if (text.trim() === '') continue
    const names = cellsOf(text, file)
    if (names === null) return 'none'
    return {
      names,
      namesLine: { number, text },
      firstLine: number + (file.units ? 2 : 1),
      isOpen: !isTerminated,
    }
  }
  return 'cut'
}

function listed(names: readonly string[], firstLine: number): Table {
  return { names, namesLine: null, firstLine, isOpen: false }
}

/** The column that a source leads to, counted from 0; -1 where there is none, or more than one. */
export function columnOf(source: Source, names: readonly string[]): number {
  if (typeof source !== 'string') return source.column <= names.length ? source.column - 1 : -1
  const column = names.indexOf(source)
  return names.includes(source, column + 1) ? -1 : column
}

/** A name that stands more than once in the line of names, and the places counted from 1. */
export interface Doubled {
  readonly name: string
  readonly columns: readonly number[]
}

/** Those of a table that a definition reads by their names. */
export function doubledNames(
  { time, channels, only }: Definition,
  names: readonly string[],
): readonly Doubled[] {
  const kind = only === undefined ? [] : [only.from]
  const read = new Set([...timeSources(time), ...channels.map(({ from }) => from), ...kind])
  const columns = Map.groupBy(names.keys(), (column) => names[column])
  return [...read].flatMap((name) => {
    if (typeof name !== 'string') return []
    const found = columns.get(name) ?? []
    return found.length > 1 ? [{ name, columns: found.map((column) => column + 1) }] : []
  })
}

/** The columns without which no line would be a record. */
export function neededColumns({ time, channels, only }: Definition): readonly Source[] {
  const required = channels.filter((channel) => channel.required).map(({ from }) => from)
  const kind = only === undefined ? [] : [only.from]
  return [...timeSources(time), ...required, ...kind]
}

/** The columns that are left out on purpose, counted from 0; some may lie beyond the last name. */
export function ignoredColumns({ ignore = [] }: Definition, names: readonly string[]): number[] {
  return ignore.flatMap((source) =>
    typeof source === 'string'
      ? names.flatMap((name, column) => (name === source ? [column] : []))
      : [source.column - 1],
  )
}
