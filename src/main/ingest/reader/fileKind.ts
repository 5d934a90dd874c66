import { textFormat } from '#shared/formats/formats'
import type { Definition } from '#shared/telemetry/definition'
import { sourceKeys } from '#shared/telemetry/sourcePath'
import { timeSources } from '#shared/telemetry/timeSources'
import { decodeUtf8 } from './utf8'

const UNPACK = 'Unpack it first and import what was in it'
const AS_UTF8 = 'Save it as UTF-8 and import it again'

const bytesOf = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')]

/** How files begin that people rename or drop by mistake, in words that finish 'This is …'. */
const signatures: readonly (readonly [string, readonly number[], at?: number])[] = [
  [`a ZIP archive, or a document that is one (such as .xlsx). ${UNPACK}`, bytesOf('PK\x03\x04')],
  ['a ZIP archive with nothing in it', bytesOf('PK\x05\x06')],
  [`a Zstandard archive. ${UNPACK}`, [0x28, 0xb5, 0x2f, 0xfd]],
  [`an LZ4 archive. ${UNPACK}`, [0x04, 0x22, 0x4d, 0x18]],
  [`an LZ4 archive. ${UNPACK}`, [0x02, 0x21, 0x4c, 0x18]],
  [`a bzip2 archive. ${UNPACK}`, bytesOf('BZh')],
  [`an xz archive. ${UNPACK}`, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  [`a 7-Zip archive. ${UNPACK}`, [0x37, 0x7a, 0xbc, 0xaf]],
  [`a RAR archive. ${UNPACK}`, bytesOf('Rar!\x1a')],
  [`a compressed file (.Z). ${UNPACK}`, [0x1f, 0x9d]],
  [`an LZIP archive. ${UNPACK}`, bytesOf('LZIP')],
  [`a tar archive. ${UNPACK}`, bytesOf('ustar'), 257],
  ['a program (ELF), not a package', bytesOf('\x7fELF')],
  ['a PDF document, not a package', bytesOf('%PDF-')],
  ['a SQLite database, not a package', bytesOf('SQLite format 3\0')],
  ['a picture (PNG), not a package', bytesOf('\x89PNG')],
  ['a picture (JPEG), not a package', [0xff, 0xd8, 0xff]],
  ['a picture (GIF), not a package', bytesOf('GIF8')],
  ['a picture (TIFF), not a package', bytesOf('II*\0')],
  ['a picture (TIFF), not a package', bytesOf('MM\0*')],
  ['a picture or sound (RIFF), not a package', bytesOf('RIFF')],
  ['an HDF5 or netCDF-4 file, not a package', bytesOf('\x89HDF\r\n\x1a\n')],
  ['a netCDF file, not a package', bytesOf('CDF\x01')],
  ['a Parquet file, not a package', bytesOf('PAR1')],
  ['an old Office document, not a package. Export its table as text', [0xd0, 0xcf, 0x11, 0xe0]],
  [`text in UTF-32. ${AS_UTF8}`, [0xff, 0xfe, 0, 0]],
  [`text in UTF-32. ${AS_UTF8}`, [0, 0, 0xfe, 0xff]],
  [`text in UTF-32. ${AS_UTF8}`, [0x7b, 0, 0, 0]],
  [`text in UTF-32. ${AS_UTF8}`, [0, 0, 0, 0x7b]],
]

/**
 * What a file that is no text in UTF-8 is; null where nothing says so.
 *
 * @param head its first bytes
 * @param line those of its first line
 */
export function describeBinary(head: Uint8Array, line: Uint8Array): string | null {
  const hasZeros = line.includes(0)
  for (const [words, signature, start = 0] of signatures) {
    // What stands further behind may stand in any text.
    if (start > 0 && !hasZeros) continue
    if (signature.every((byte, i) => head[start + i] === byte)) return words
  }
  return hasZeros ? 'a binary file, not a package' : null
}

/** How text of other kinds begins, blanks aside, in words that finish 'This is …'. */
const texts: readonly (readonly [RegExp, string])[] = [
  [
    /^version https:\/\/git-lfs\.github\.com\/spec\//,
    'a Git LFS pointer: it stands for the file, which was not fetched. Run “git lfs pull” and import the file itself',
  ],
  [
    /^<(?:!doctype\s+html|html)\b/i,
    'a web page (HTML), perhaps a login or error page instead of the file. Download the package again',
  ],
  [/^<(?:\?xml|!--|!doctype)/i, 'an XML document, not a package'],
  [/^\{\\rtf/, 'a formatted document (RTF). Save it as plain text in UTF-8'],
  [/^#!/, 'a script, not a package'],
]

/**
 * What a text without a header seems to be, in words that are a sentence; null where nothing says so.
 *
 * @param line its first line, without the line end
 */
export function describeText(line: string): string | null {
  const text = line.trim()
  const found = texts.find(([pattern]) => pattern.test(text))
  if (found !== undefined) return `This is ${found[1]}.`
  if (/^[[{]$/.test(text)) {
    return 'This is JSON over several lines: a package has one object in each line. Write each record on one line.'
  }
  if (text.startsWith('[')) {
    return 'This is a JSON list: a package has one object in each line. Write each record on one line.'
  }
  return null
}

/** What to say of a table of delimited text: the same sign several times, and nothing of JSON. */
export function describeTable(line: string): string | null {
  const text = line.trim()
  const separators = [
    [',', 'commas'],
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ] as const
  const found = separators.find(([sign]) => text.split(sign).length > 2)
  if (found === undefined) return null
  return `This seems to be a table with ${found[1]} between its columns (CSV), which no satellite type of this station reads.`
}

/** What to say of a first line that is an object without a satellite type. */
export function describeObject(value: unknown, known: ReadonlyMap<string, Definition>): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'Line 1 names no satellite type.'
  }
  if (Object.hasOwn(value, 'satellite_type')) {
    return 'Line 1 names no satellite type: its satellite_type must be a text.'
  }
  const type = [...known.values()].find(
    ({ file, ...rest }) =>
      textFormat(file).hasHeader(file) &&
      neededKeys(rest).every((key) => Object.hasOwn(value, key)),
  )
  return type === undefined
    ? 'Line 1 names no satellite type.'
    : `Line 1 names no satellite type: it is a record of ${type.type}, so the header before it is missing.`
}

/** The keys that every record of a type has where they are keys of an object. */
function neededKeys({ time, channels }: Pick<Definition, 'time' | 'channels'>): string[] {
  const required = channels.filter((channel) => channel.required).map(({ from }) => from)
  return [...timeSources(time), ...required].flatMap((source) =>
    typeof source === 'string' ? (sourceKeys(source)?.[0] ?? []) : [],
  )
}

const CR = 0x0d

/** The first line of a text whose lines end with CR alone, which has no LF; null for other text. */
export function lineBeforeCr(head: Uint8Array): string | null {
  const cr = head.indexOf(CR)
  if (cr === -1 || head.subarray(cr).every((byte) => byte === CR)) return null
  return decodeUtf8(head.subarray(0, cr))
}
