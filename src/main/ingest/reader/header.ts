import { printableJson } from '#shared/printable'
import { textLine } from '#shared/raw/decode'
import { faultPlace, placeWords } from '#shared/raw/place'
import type { Definition } from '#shared/telemetry/definition'
import { FileFailureError } from './failure'
import type { FileIdentity } from '../../record/identity'
import { isClosedObject } from './closedObject'
import {
  describeBinary,
  describeObject,
  describeTable,
  describeText,
  lineBeforeCr,
} from './fileKind'
import { bomLength, MAX_HEAD_BYTES, type Head } from './head'
import { jsonFault } from './jsonFaults'
import { JsonGrammar } from './jsonGrammar'
import { lineIssues } from './lineIssues'
import { trailingNuls } from './nuls'
import { decodeUtf8 } from './utf8'

const LF = 0x0a

/** Line 1 has no line end, and is no whole header: the rest may still come. */
export class CutHeaderError extends Error {
  override readonly name = 'CutHeaderError'
  readonly identity: FileIdentity

  constructor(identity: FileIdentity) {
    super('line 1 is cut')
    this.identity = identity
  }
}

/** Whether nothing ends line 1 and a rest could still make a header of it. */
export function isHeadCut(head: Head): boolean {
  if (head.bytes.includes(LF)) return false
  head.grow()
  const text = withoutNuls(head.bytes)
  if (head.bytes.includes(LF) || text.length > MAX_HEAD_BYTES) return false
  if (describeBinary(head.bytes, text) !== null || lineBeforeCr(text) !== null) return false
  return text.length < head.bytes.length || !isClosedObject(text.subarray(bomLength(text)))
}

/** Says in words why a file is of none of the known types. */
export function unrecognised(head: Head, known: ReadonlyMap<string, Definition>): FileFailureError {
  const { bytes } = head
  const lf = bytes.indexOf(LF)
  const line = bytes.subarray(0, lf === -1 ? bytes.length : lf)
  const text = withoutNuls(line)
  const binary = describeBinary(bytes, text)
  if (binary !== null) return invalidHeader(`This is ${binary}.`)
  if (lf === -1 && lineBeforeCr(text) !== null) {
    return invalidHeader(
      'The lines of this file end with CR alone, as on old Macs, so it is one line for this ' +
        'station. Convert its line ends to LF and import it again.',
    )
  }
  if (text.length > MAX_HEAD_BYTES) {
    return invalidHeader('Line 1 is longer than 1 MiB, so it is no header.')
  }
  if (text.length === 0 && line.length > 0) {
    return invalidHeader(
      'Line 1 holds only NUL bytes: its space was reserved, and nothing written.',
    )
  }
  return unknownHeader(text, known)
}

function unknownHeader(line: Uint8Array, known: ReadonlyMap<string, Definition>): FileFailureError {
  const text = decodeUtf8(line.subarray(bomLength(line)))
  if (text === null) return invalidHeader('Line 1 is not text in UTF-8.')
  if (text.trim() === '') return invalidHeader('Line 1 is blank.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const what = describeText(text)
    if (what !== null) return invalidHeader(what)
    if (text.trimStart().startsWith('{')) return invalidHeader(notJson(text))
    return new FileFailureError('unknown_satellite_type', describeTable(text) ?? NO_TYPE)
  }
  const type = typeNamedIn(value)
  if (type === null) return invalidHeader(describeText(text) ?? describeObject(value, known))
  return new FileFailureError(
    'unknown_satellite_type',
    `The header names the satellite type ${shown(type)}, which this ` +
      `station does not know. It knows ${knownNames(known)}.`,
  )
}

function typeNamedIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('satellite_type' in value)) return null
  return typeof value.satellite_type === 'string' ? value.satellite_type : null
}

const NO_TYPE =
  'Line 1 is no header that names a satellite type, and no type of this station fits the file.'

/** The types that are known, as a list in words. */
export function knownNames(known: ReadonlyMap<string, Definition>): string {
  return [...known.keys()].toSorted().join(', ')
}

/** Space that was reserved and not written yet reads as NUL bytes. */
export function withoutNuls(line: Uint8Array): Uint8Array {
  return line.subarray(0, line.length - trailingNuls(line))
}

export function invalidHeader(why: string): FileFailureError {
  return new FileFailureError(
    'invalid_header',
    `${why} A package begins with a line such as {"satellite_type":"jackal_mk1"}.`,
  )
}

/** What is wrong with a first line that is no JSON, and where. */
function notJson(text: string): string {
  const bytes = Buffer.from(text)
  const grammar = new JsonGrammar()
  const at = grammar.faultAt(bytes)
  const [issue = lineIssues.invalidJson[0]] = jsonFault(bytes, at, grammar.closerAtFault)
  const place = faultPlace(textLine(text), issue, false)
  const where = place === null ? '' : ` (${placeWords(place)})`
  return `Line 1 is ${issue.message.replace(/^(?:The line is n|N)ot/, 'not')}${where}.`
}

/** A name as JSON text, so that all of it shows, and never longer than a line of words. */
export function shown(name: string): string {
  return printableJson(JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name))
}
