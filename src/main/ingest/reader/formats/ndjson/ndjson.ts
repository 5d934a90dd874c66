import type { NdjsonFile } from '#shared/formats/ndjson/file'
import type { Definition } from '#shared/telemetry/definition'
import { sourceKeys } from '#shared/telemetry/sourcePath'
import type { CompiledScanner } from '../../compiled/compiledScanner'
import type { Findings } from '../../findings'
import { headLines, bomLength, type Beginning, type HeadLine } from '../../head'
import { isClosedObject } from '../../closedObject'
import { isBlank } from '../../lastLine'
import type { LineWindow } from '../../lineWindow'
import { trailingNuls } from '../../nuls'
import { once } from '../../once'
import type { RecordBuilder } from '../../recordBuilder'
import { decodeUtf8 } from '../../utf8'
import {
  lacking,
  type DefinitionOf,
  type Fit,
  type Format,
  type LineReader,
  type LineVerdict,
} from '../format'
import { headerSays } from './headerKeys'
import { LineParser } from './lineParser'
import { objectScanner } from './objectScanner'
import { ObjectWriter } from './objectWriter'

const noHeader = { lacks: 'does not begin with its header line', share: 0 }
const noRecord = { lacks: 'does not begin with a JSON object as its record', share: 0 }

/** One JSON object in each line, perhaps behind one that is the file's header. */
export const ndjson: Format<NdjsonFile> = {
  write: (definition, startUs, header) => new ObjectWriter(definition, startUs, header),

  recognise(head, definition): Fit {
    if (definition.file.header && !isHeader(firstLine(head)?.bytes, definition)) return noHeader
    const keys = definition.recognise?.keys
    if (keys === undefined) return 'yes'
    const line = firstRecord(head, definition.file)
    if (line === undefined) return noRecord
    const record = objectOf(line.bytes)
    if (record === null) {
      return line.isTerminated || isClosedObject(line.bytes) ? noRecord : 'cut'
    }
    const missing = keys.filter((key) => !hasKey(record, sourceKeys(key) ?? []))
    return missing.length === 0 ? 'yes' : lacking('key', keys, missing)
  },

  header(head, definition) {
    const line = definition.file.header ? firstLine(head) : undefined
    return (line === undefined ? null : objectOf(line.bytes)) ?? {}
  },

  open: (_head, definition, findings, startUs) => new NdjsonReader(definition, findings, startUs),
}

class NdjsonReader implements LineReader {
  readonly columns = null
  readonly firstLine: number
  readonly fewestBytes: number
  readonly #definition: Definition
  readonly #parser: LineParser
  readonly #scanner: () => CompiledScanner | null

  constructor(definition: DefinitionOf<NdjsonFile>, findings: Findings, startUs: number | null) {
    this.firstLine = definition.file.header ? 2 : 1
    this.fewestBytes = 5 + definition.channels.filter(({ required }) => required).length * 7
    this.#definition = definition
    this.#parser = new LineParser(definition, findings, startUs)
    this.#scanner = once(() => objectScanner(definition, findings, startUs))
  }

  headKind(): 'head' {
    return 'head'
  }

  isSameHead(bytes: Uint8Array): boolean {
    return isHeader(bytes.subarray(bomLength(bytes)), this.#definition)
  }

  isWhole(bytes: Uint8Array): boolean {
    return isClosedObject(bytes)
  }

  judge(bytes: Uint8Array, lineNumber: number): LineVerdict {
    if (isBlank(bytes)) return 'blank'
    const isFirst = lineNumber === 1 && this.firstLine === 1
    return this.#parser.parse(isFirst ? bytes.subarray(bomLength(bytes)) : bytes, lineNumber)
  }

  scan(window: LineWindow, records: RecordBuilder, lineNumber: number, maxLines: number): number {
    return this.#scanner()?.scan(window, records, lineNumber, maxLines) ?? 0
  }
}

function isHeader(line: Uint8Array | undefined, definition: Definition): boolean {
  const object = line === undefined ? null : objectOf(line)
  return object !== null && headerSays(object, definition)
}

/** Space that was reserved behind it and not written yet reads as NUL bytes. */
function objectOf(line: Uint8Array): Readonly<Record<string, unknown>> | null {
  const text = decodeUtf8(line.subarray(0, line.length - trailingNuls(line)))
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasKey(object: unknown, path: readonly string[]): boolean {
  let value = object
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
    value = Reflect.get(value, key)
  }
  return true
}

function firstLine(head: Beginning): HeadLine | undefined {
  for (const line of headLines(head)) return line
  return undefined
}

function firstRecord(head: Beginning, { header }: NdjsonFile): HeadLine | undefined {
  const first = header ? 2 : 1
  for (const line of headLines(head)) {
    if (line.number >= first && !isBlank(line.bytes)) return line
  }
  return undefined
}
