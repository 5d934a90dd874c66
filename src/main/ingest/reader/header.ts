import { printableJson } from '#shared/printable'
import { faultPlace, placeWords } from '#shared/raw/place'
import { satellites } from '#shared/satellites/index'
import type { SatelliteDefinition } from '#shared/satellites/definition'
import { z } from 'zod'
import { FileFailureError } from '../failure'
import type { FileIdentity } from '../../record/identity'
import { describeBinary, describeObject, describeText, lineBeforeCr } from './fileKind'
import { jsonFault } from './jsonFaults'
import { JsonGrammar } from './jsonGrammar'
import { lineIssues } from './lineIssues'
import { isClosedObject } from './lastLine'
import { trailingNuls } from './nuls'
import type { PackageFile } from './packageFile'
import { decodeUtf8 } from './utf8'

/** A header is one short line; what has no line end for longer than this is none. */
const MAX_HEADER_BYTES = 1024 * 1024
/** A header is mostly found in this much. */
const FIRST_LOOK_BYTES = 4096
const BOM = [0xef, 0xbb, 0xbf]
const LF = 0x0a

const Header = z.object({ satellite_type: z.string() })

/** Line 1 has no line end, and is no whole header: the rest may still come. */
export class CutHeaderError extends Error {
  override readonly name = 'CutHeaderError'
  readonly identity: FileIdentity

  constructor(identity: FileIdentity) {
    super('line 1 is cut')
    this.identity = identity
  }
}

/**
 * Reads line 1 of a package and finds the satellite type that it names. Throws FileFailureError:
 * empty_file, invalid_header, unknown_satellite_type; with `leavesCut` a CutHeaderError for a line
 * that is cut.
 */
export function readHeader(file: PackageFile, leavesCut: boolean): SatelliteDefinition {
  const identity = file.identity()
  let head = readHead(file, FIRST_LOOK_BYTES)
  if (head.length === 0) {
    throw new FileFailureError('empty_file', 'The file is empty: it has no header and no lines.')
  }
  if (!head.includes(LF)) head = readHead(file, MAX_HEADER_BYTES + 1)
  const lf = head.indexOf(LF)
  const line = head.subarray(0, lf === -1 ? head.length : lf)
  const text = withoutNuls(line)
  const binary = describeBinary(head, text)
  if (binary !== null) throw invalidHeader(`This is ${binary}.`)
  if (lf === -1 && lineBeforeCr(text) !== null) {
    throw invalidHeader(
      'The lines of this file end with CR alone, as on old Macs, so it is one line for this ' +
        'station. Convert its line ends to LF and import it again.',
    )
  }
  if (text.length > MAX_HEADER_BYTES)
    throw invalidHeader('Line 1 is longer than 1 MiB, so it is no header.')
  if (leavesCut && lf === -1 && isCut(line, text)) throw new CutHeaderError(identity)
  if (text.length === 0 && line.length > 0) {
    throw invalidHeader('Line 1 holds only NUL bytes: its space was reserved, and nothing written.')
  }
  return parseHeader(text)
}

/** Whether a rest could still make a header of a line that nothing ends; `text`: without its NULs. */
function isCut(line: Uint8Array, text: Uint8Array): boolean {
  return text.length < line.length || !isClosedObject(text.subarray(bomLength(text)))
}

/** Space that was reserved and not written yet reads as NUL bytes. */
function withoutNuls(line: Uint8Array): Uint8Array {
  return line.subarray(0, line.length - trailingNuls(line))
}

/** The definition that line 1 asks for. A BOM before it, a CR and NULs behind it are ignored. */
export function parseHeader(line: Uint8Array): SatelliteDefinition {
  const text = decodeUtf8(withoutNuls(line).subarray(bomLength(line)))
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

function bomLength(line: Uint8Array): number {
  return BOM.every((byte, i) => line[i] === byte) ? BOM.length : 0
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

/** A name as JSON text, so that all of it shows, and never longer than a line of words. */
function shown(name: string): string {
  return printableJson(JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name))
}
