import { basename } from 'node:path'
import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { nothingTold, type Told } from '#shared/telemetry/told'
import { startOf } from '../../record/time/startReader'
import { FileFailureError } from '../failure'
import { nameFits } from './fileNames'
import type { Fit } from './formats/format'
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
    .filter((definition) => hasSigns(definition, head.name))
    .map((definition) => ({ definition, fit: formatOf(definition).recognise(head, definition) }))
  const fitting = fits.filter(({ fit }) => doesFit(fit)).map(({ definition }) => definition)
  const isSure = fits.some(({ fit }) => fit === 'yes')
  if (leavesCut && !isSure && fits.some(({ fit }) => fit !== 'no')) {
    throw new CutHeaderError(head.identity)
  }
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  if (fitting.length > 1) {
    const names = fitting.map(({ type }) => type).toSorted()
    throw new FileFailureError(
      'ambiguous_type',
      `The file fits ${names.length} satellite types: ${names.join(', ')}. Say which one it is of.`,
    )
  }
  throw unrecognised(head, types)
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
  if (!doesFit(fit)) throw unrecognised(head, types)
  return definition
}

/** How well the file fits where its type is known already: its signs are not looked for. */
function fitOfNamed(head: Head, definition: Definition): Fit {
  const { recognise: _, ...unasked } = definition
  return formatOf(definition).recognise(head, unasked)
}

function doesFit(fit: Fit): boolean {
  return fit === 'yes' || fit === 'open'
}

/** Whether a type can be told by anything at all, and the file's name is one of its names. */
function hasSigns({ recognise: signs }: Definition, name: string): boolean {
  if (signs === undefined) return false
  return signs.name === undefined || signs.name.some((pattern) => nameFits(pattern, name))
}

function startOfFile(head: Head, definition: Definition, { told }: Knowledge): number | null {
  const { time } = definition
  if (time.form !== 'elapsed') return null
  if (told.startUs !== null) return told.startUs
  const { start } = time
  if (start !== undefined) {
    const header = formatOf(definition).header(head, definition)
    const key = start.header ?? ''
    const said = start.name === undefined ? Object.hasOwn(header, key) && header[key] : head.name
    const moment = startOf(start, said)
    if (moment !== null) return moment
  }
  throw new FileFailureError(
    'needs_start',
    'Its times count from a start that the file does not say. Say when that was.',
  )
}
