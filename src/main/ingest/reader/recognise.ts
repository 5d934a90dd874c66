import { basename } from 'node:path'
import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { nothingTold } from '#shared/telemetry/nothingTold'
import type { Told } from '#shared/telemetry/told'
import { startOf } from '../../record/time/startReader'
import { FileFailureError } from './failure'
import { nameFits } from './fileNames'
import { doesFit, type Fit, type Misfit } from './formats/format'
import { formatOf } from './formats/formats'
import { Head } from './head'
import { CutHeaderError, isHeadCut, knownNames, shown, unrecognised } from './header'
import type { PackageFile } from './packageFile'

/** What is known when a file is opened. */
export interface Knowledge {
  /** The satellite types, by name. */
  readonly types: ReadonlyMap<string, Definition>
  readonly told: Told
  /** What the file was begun with by an earlier reading; null where its first line is to be read. */
  readonly begun: Definition | null
}

export const usualKnowledge: Knowledge = { types: builtIn, told: nothingTold, begun: null }

/** What a file is. */
export interface Recognised {
  readonly head: Head
  readonly definition: Definition
  /** From when on its times count, where they do from a start. */
  readonly startUs: number | null
}

/**
 * Finds out which type a file is of. Throws FileFailureError: empty_file, invalid_header,
 * unknown_satellite_type, ambiguous_type, needs_start; with `leavesCut` a CutHeaderError where the
 * file ends before that can be told.
 */
export function recognise(
  file: PackageFile,
  path: string,
  knowledge: Knowledge,
  leavesCut: boolean,
): Recognised {
  const head = new Head(file, basename(path))
  if (head.bytes.length === 0) {
    throw new FileFailureError('empty_file', 'The file is empty: it has no header and no lines.')
  }
  if (leavesCut && isHeadCut(head)) throw new CutHeaderError(head.identity)
  const { begun, told } = knowledge
  const definition =
    begun !== null && doesFit(fitOfNamed(head, begun))
      ? begun
      : told.type === null
        ? findType(head, knowledge, leavesCut)
        : namedType(head, told.type, knowledge, leavesCut)
  return { head, definition, startUs: startOfFile(head, definition, knowledge) }
}

function findType(head: Head, { types }: Knowledge, leavesCut: boolean): Definition {
  const fits = [...types.values()]
    .filter(({ recognise: signs }) => signs !== undefined)
    .map((definition) => ({ definition, fit: fitOf(head, definition) }))
  const fitting = fits.filter(({ fit }) => doesFit(fit)).map(({ definition }) => definition)
  const isSure = fits.some(({ fit }) => fit === 'yes')
  if (leavesCut && !isSure && fits.some(({ fit }) => typeof fit === 'string')) {
    throw new CutHeaderError(head.identity)
  }
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  if (fitting.length > 1) {
    const names = fitting.map(({ type }) => type).toSorted()
    throw new FileFailureError(
      'ambiguous_type',
      `The file fits ${names.length} satellite types: ${names.join(', ')}. Say which one it is of: on its page, or in the terminal with --type.`,
    )
  }
  const near = fits.flatMap(({ definition, fit }) =>
    typeof fit === 'object' && fit.share > 0 ? { type: definition.type, ...fit } : [],
  )
  const { code, message } = unrecognised(head, types)
  throw new FileFailureError(code, `${message}${nearWords(near)}`)
}

/** How well the file and its name fit a type by what it is known by. */
function fitOf(head: Head, definition: Definition): Fit {
  const fit = formatOf(definition).recognise(head, definition)
  const names = definition.recognise?.name
  if (names === undefined || names.some((pattern) => nameFits(pattern, head.name))) return fit
  const lacks = `is not called ${names.map(shown).join(' or ')}`
  return typeof fit === 'string' ? { lacks, share: NAME_ALONE } : fit
}

/** Of a type whose table a file has under another name. */
const NAME_ALONE = 0.99
const MOST_NEAR = 3

/** The types that a file nearly fits, the nearest first, as a sentence to go on with. */
function nearWords(near: readonly (Misfit & { readonly type: string })[]): string {
  const nearest = near.toSorted((a, b) => b.share - a.share).slice(0, MOST_NEAR)
  if (nearest.length === 0) return ''
  return ` It nearly fits ${nearest.map(({ type, lacks }) => `${type}, but ${lacks}`).join('; ')}.`
}

function namedType(head: Head, type: string, { types }: Knowledge, leavesCut: boolean): Definition {
  const definition = types.get(type)
  if (definition === undefined) {
    throw new FileFailureError(
      'unknown_satellite_type',
      `This station does not know the satellite type ${shown(type)}. It knows ${knownNames(types)}.`,
    )
  }
  const fit = fitOfNamed(head, definition)
  if (leavesCut && (fit === 'open' || fit === 'cut')) throw new CutHeaderError(head.identity)
  if (doesFit(fit)) return definition
  const why = fit === 'cut' ? 'ends before its line of names does' : fit.lacks
  throw new FileFailureError(
    'unknown_satellite_type',
    `The file can't be read as ${type}: it ${why}.`,
  )
}

/** How well the file fits where its type is known already: its signs are not looked for. */
export function fitOfNamed(head: Head, definition: Definition): Fit {
  const { recognise: _, ...unasked } = definition
  return formatOf(definition).recognise(head, unasked)
}

function startOfFile(head: Head, definition: Definition, { told }: Knowledge): number | null {
  const { time } = definition
  if (time.form !== 'elapsed') return null
  const moment = told.startUs ?? saidStart(head, definition)
  if (moment !== null) return moment
  throw new FileFailureError(
    'needs_start',
    'Its times count from a start that the file does not say. Say when that was: on its page, or in the terminal with --start.',
  )
}

/** From when on the times of a file count, as it says itself; null where it does not. */
export function saidStart(head: Head, definition: Definition): number | null {
  const { time } = definition
  if (time.form !== 'elapsed' || time.start === undefined) return null
  const { start } = time
  if (start.name !== undefined) return startOf(start, head.name)
  const header = formatOf(definition).header(head, definition)
  const key = start.header ?? ''
  return Object.hasOwn(header, key) ? startOf(start, header[key]) : null
}
