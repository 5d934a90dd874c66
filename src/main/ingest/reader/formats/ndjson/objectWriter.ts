import type { NdjsonFile } from '#shared/formats/ndjson/file'
import type { Definition } from '#shared/telemetry/definition'
import { textOfNumber } from '#shared/telemetry/numberText'
import { sourceKeys, sourcePath } from '#shared/telemetry/sourcePath'
import type { Source } from '#shared/telemetry/source'
import { timeSources } from '#shared/telemetry/timeSources'
import { Findings } from '../../findings'
import type { DefinitionOf, LineVerdict, PackageWriter } from '../format'
import { LineParser } from './lineParser'

/** Values as JSON texts, and objects of them. */
type Members = Map<string, string | Members>

const NUMBERS: ReadonlySet<string> = new Set(['epoch', 'elapsed', 'gps'])

/** Writes each record as one JSON object. */
export class ObjectWriter implements PackageWriter {
  readonly head: readonly string[]
  readonly #definition: Definition
  readonly #timeIsNumber: boolean
  readonly #parser: LineParser

  constructor(
    definition: DefinitionOf<NdjsonFile>,
    startUs: number | null,
    header: Readonly<Record<string, unknown>>,
  ) {
    const { file, recognise, time } = definition
    this.#definition = definition
    this.#timeIsNumber = NUMBERS.has(time.form)
    this.#parser = new LineParser(definition, new Findings(definition), startUs)
    this.head = file.header ? [JSON.stringify({ ...recognise?.header, ...header })] : []
  }

  line(time: readonly string[], values: readonly (string | number | null)[]): string {
    const members: Members = new Map()
    const { channels, only } = this.#definition
    for (const [i, source] of timeSources(this.#definition.time).entries()) {
      const text = time[i] ?? ''
      put(members, source, this.#timeIsNumber ? text : JSON.stringify(text), false)
    }
    for (const [i, { from }] of channels.entries()) {
      const value = values[i] ?? null
      // Of two channels of one key that has the file's own text which is a text.
      if (typeof value === 'string') put(members, from, JSON.stringify(value), true)
      else if (value !== null) put(members, from, textOfNumber(value), false)
    }
    const [kind] = only?.is ?? []
    if (only !== undefined) put(members, only.from, JSON.stringify(kind), false)
    return objectText(members)
  }

  judge(line: string): LineVerdict {
    return this.#parser.parse(Buffer.from(line), 0)
  }
}

function put(members: Members, source: Source, text: string, replaces: boolean): void {
  const path = sourceKeys(sourcePath(source)) ?? []
  let object = members
  for (const [depth, key] of path.entries()) {
    const there = object.get(key)
    if (depth === path.length - 1) {
      if (there === undefined || replaces) object.set(key, text)
      return
    }
    const inner: Members = typeof there === 'object' ? there : new Map()
    object.set(key, inner)
    object = inner
  }
}

function objectText(members: Members): string {
  const texts = Array.from(members, ([key, value]) => {
    return `${JSON.stringify(key)}:${typeof value === 'string' ? value : objectText(value)}`
  })
  return `{${texts.join(',')}}`
}
