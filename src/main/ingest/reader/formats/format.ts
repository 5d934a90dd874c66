import type { LineIssue } from '#shared/codes'
import type { TelemetryFile } from '#shared/formats/telemetryFile'
import { listWords } from '#shared/listWords'
import { quoted } from '#shared/telemetry/fault'
import type { Definition } from '#shared/telemetry/definition'
import type { Findings } from '../findings'
import type { Beginning } from '../head'
import type { LineWindow } from '../lineWindow'
import type { RecordBuilder } from '../recordBuilder'
import type { RecordValues } from '../recordFields'

/** What a line is: a record, a bad line, blank or a comment, or of a kind that its type leaves out. */
export type Verdict =
  | { readonly values: RecordValues; readonly issues: null }
  | { readonly values: null; readonly issues: readonly LineIssue[] }
export type LineVerdict = Verdict | 'blank' | 'other'

/**
 * How well a file's beginning fits a definition: 'cut' where its end comes before that can be told,
 * 'open' where it fits as it stands, but a rest may still follow on the line that says so.
 */
export type Fit = 'yes' | 'cut' | 'open' | Misfit

/** Why a file's beginning does not fit a definition. */
export interface Misfit {
  /** Goes on after 'it' or the type's name. */
  readonly lacks: string
  /** How much of what the type is known by is there, from 0 to 1. */
  readonly share: number
}

/** Whether a file can be read as what it was looked at for. */
export function doesFit(fit: Fit): fit is 'yes' | 'open' {
  return fit === 'yes' || fit === 'open'
}

/** Of what a type is known by, what is missing. */
export function lacking(what: string, wanted: readonly string[], lack: readonly string[]): Misfit {
  const missing = [...new Set(lack)]
  return {
    lacks: `lacks the ${what}${missing.length === 1 ? '' : 's'} ${someOf(missing, 5)}`,
    share: 1 - missing.length / new Set(wanted).size,
  }
}

/** Names in words; those beyond the most that are said are counted. */
export function someOf(names: readonly string[], most: number): string {
  return listWords(names.map(quoted), most)
}

/** Reads the lines of one file. */
export interface LineReader {
  /** The names of the columns, in their order; null where every line names its values itself. */
  readonly columns: readonly string[] | null
  /** The first line that may be a record; those before it say what the file is. */
  readonly firstLine: number
  /** No record has fewer bytes. */
  readonly fewestBytes: number
  /** What a line before `firstLine` counts as: nothing, or skipped. */
  headKind(lineNumber: number): 'head' | 'skipped'
  /** Whether such a line still says what it said when the file was opened. */
  isSameHead(bytes: Uint8Array, lineNumber: number): boolean
  /** Whether nothing can follow on a line, which has no line end. */
  isWhole(bytes: Uint8Array): boolean
  /**
   * The exact way: the only place that ever calls a line bad, but for its length. What else it finds
   * goes into the findings.
   */
  judge(bytes: Uint8Array, lineNumber: number): LineVerdict
  /**
   * The fast way: takes lines from the window into the records until there is one that it can't take,
   * no whole line, or no room. Returns how many it took; the first one's number is `lineNumber`. It
   * agrees with `judge` on every line that it takes.
   */
  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number
}

/** Writes a file as a type has its files. */
export interface PackageWriter {
  /** What stands before the records. */
  readonly head: readonly string[]
  /**
   * The line of a record. What the format has no room for is not in it: `judge` says what the reader
   * would make of it.
   *
   * @param time a text for each source of its time
   * @param values what the file says of each channel, in the definition's order; null for nothing
   */
  line(time: readonly string[], values: readonly (string | number | null)[]): string
  judge(line: string): LineVerdict
}

/** A definition whose files are of one format. */
export type DefinitionOf<F extends TelemetryFile> = Definition & { readonly file: F }

/**
 * How files are read and written in a format: `src/shared/formats` has what else is known of it. It is
 * only ever given definitions of its own kind.
 */
export interface Format<F extends TelemetryFile> {
  /** Looks at what stands in the file; its name is looked at by others. */
  recognise(head: Beginning, definition: DefinitionOf<F>): Fit
  /** What the file says of itself before its records, by keys. */
  header(head: Beginning, definition: DefinitionOf<F>): Readonly<Record<string, unknown>>
  /**
   * @param startUs from when on elapsed times count
   * @param header what the file says of itself, by keys, where the format has a place for it
   */
  write(
    definition: DefinitionOf<F>,
    startUs: number | null,
    header: Readonly<Record<string, unknown>>,
  ): PackageWriter
  /** @param startUs from when on elapsed times count */
  open(
    head: Beginning,
    definition: DefinitionOf<F>,
    findings: Findings,
    startUs: number | null,
  ): LineReader
}
