import { printableJson } from '#shared/printable'
import { faultPlace, placeWords } from '#shared/raw/place'
import { satellites } from '#shared/satellites/index'
import type { SatelliteDefinition } from '#shared/satellites/definition'
import { z } from 'zod'
import { FileFailureError } from '../failure'
import { describeBinary, describeObject, describeText, lineBeforeCr } from './fileKind'
import { jsonFault } from './jsonFaults'
import { JsonGrammar } from './jsonGrammar'
import { lineIssues } from './lineIssues'
import type { PackageFile } from './packageFile'
import { decodeUtf8 } from './utf8'

/** A header is one short line; what has no line end for longer than this is none. */
const MAX_HEADER_BYTES = 1024 * 1024
/** A header is mostly found in this much. */
const FIRST_LOOK_BYTES = 4096
const BOM = [0xef, 0xbb, 0xbf]
const LF = 0x0a

const Header = z.object({ satellite_type: z.string() })

/**
 * Reads line 1 of a package and finds the satellite type that it names. Throws FileFailureError:
 * empty_file, invalid_header, unknown_satellite_type, and changed_while_reading for a file whose
 * space is reserved but not written yet.
 */
export function readHeader(file: PackageFile): SatelliteDefinition {
  let head = readHead(file, FIRST_LOOK_BYTES)
  if (head.length === 0) {
    throw new FileFailureError('empty_file', 'The file is empty: it has no header and no lines.')
  }
  if (!head.includes(LF)) head = readHead(file, MAX_HEADER_BYTES + 1)
  const lf = head.indexOf(LF)
  const line = lf === -1 ? head : head.subarray(0, lf)
  if (endsInNothing(line)) throw notFinished(1)
  const binary = describeBinary(head, line)
  if (binary !== null) throw invalidHeader(`This is ${binary}.`)
  if (lf === -1 && lineBeforeCr(head) !== null) {
    throw invalidHeader(
      'The lines of this file end with CR alone, as on old Macs, so it is one line for this ' +
        'station. Convert its line ends to LF and import it again.',
    )
  }
  if (line.length > MAX_HEADER_BYTES) {
    throw invalidHeader('Line 1 is longer than 1 MiB, so it is no header.')
  }
  return parseHeader(line)
}

/** The definition that line 1 asks for. A BOM before it and a CR behind it are ignored. */
export function parseHeader(line: Uint8Array): SatelliteDefinition {
  const hasBom = BOM.every((byte, i) => line[i] === byte)
  const text = decodeUtf8(hasBom ? line.subarray(BOM.length) : line)
  if (text === null) throw invalidHeader('Line 1 is not text in UTF-8.')
  if (text.trim() === '') throw invalidHeader('Line 1 is blank.')
  const value = parseJson(text)
  const header = Header.safeParse(value)
  if (!header.success) throw invalidHeader(describeText(text) ?? describeObject(value))
  const definition = satellites.get(header.data.satellite_type)
  if (definition === undefined) {
    const known = [...satellites.keys()].toSorted().join(', ')
    throw new FileFailureError(
      'unknown_satellite_type',
      `The header names the satellite type ${shown(header.data.satellite_type)}, which this ` +
        `station does not know. It knows ${known}.`,
    )
  }
  return definition
}

/** What to say of a file that holds only NUL bytes from a line on, as one does while it is copied. */
export function notFinished(line: number): FileFailureError {
  return new FileFailureError(
    'changed_while_reading',
    `The file is not finished: from line ${line} on its space is reserved but nothing is written ` +
      'there yet. Import it again when the copy is complete.',
  )
}

function invalidHeader(why: string): FileFailureError {
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
  const place = faultPlace({ text, badBytes: new Map() }, issue, false)
  const where = place === null ? '' : ` (${placeWords(place)})`
  return `Line 1 is ${issue.message.replace(/^(?:The line is n|N)ot/, 'not')}${where}.`
}

function readHead(file: PackageFile, length: number): Uint8Array {
  const head = new Uint8Array(length)
  let end = 0
  while (end < length) {
    const read = file.read(head, end, length - end, end)
    if (read === 0) break
    end += read
  }
  return head.subarray(0, end)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidHeader(describeText(text) ?? notJson(text))
  }
}

/** True when nothing but NUL bytes follows the first NUL, three of them or more. */
function endsInNothing(line: Uint8Array): boolean {
  const nul = line.indexOf(0)
  return nul !== -1 && nul < line.length - 2 && line.subarray(nul).every((byte) => byte === 0)
}

/** A name as JSON text, so that all of it shows, and never longer than a line of words. */
function shown(name: string): string {
  return printableJson(JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name))
}
