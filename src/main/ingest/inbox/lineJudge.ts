import type { LineIssue } from '#shared/codes'
import type { StoredRecord } from '#shared/inbox/lines'
import { channelNames } from '#shared/satellites/definition'
import { builtIn } from '#shared/telemetry/builtIn'
import { wordNamesOf } from '../../record/layout'
import { Findings } from '../reader/findings'
import type { Verdict } from '../reader/formats/format'
import { LineParser } from '../reader/formats/ndjson/lineParser'
import { lineIssues } from '../reader/lineIssues'
import type { RecordValues } from '../reader/recordFields'

/** Half of a character alone, which UTF-8 has no bytes for. */
const HALF_A_CHARACTER = /\p{Surrogate}/u

/** What a line of a file can't hold, so that the reader has no words for it. */
const notOneLine: readonly LineIssue[] = [
  { path: '', code: 'invalid_json', message: 'A record is one line: there is a line break in it' },
]

const leftOut: readonly LineIssue[] = [
  { path: '', code: 'missing_field', message: 'The line is of a kind that its type leaves out' },
]

/** Says what the reader would say of a line, if it stood so in a package of a satellite type. */
export class LineJudge {
  readonly #parsers = new Map<string, { parser: LineParser; instruments: readonly string[] }>()

  /** Throws when the station no longer knows the type. */
  judge(satelliteType: string, text: string): Verdict {
    if (text.includes('\n')) return { values: null, issues: notOneLine }
    if (HALF_A_CHARACTER.test(text)) return { values: null, issues: lineIssues.invalidUtf8 }
    const verdict = this.#of(satelliteType).parser.parse(Buffer.from(text), 0)
    return typeof verdict === 'string' ? { values: null, issues: leftOut } : verdict
  }

  /** The record that judged values are. */
  recordOf(satelliteType: string, values: RecordValues): StoredRecord {
    const { timestampUs, numbers, words } = values
    const names = this.instrumentsOf(satelliteType)
    return {
      timestampUs,
      values: Object.fromEntries(channelNames.map((name, i) => [name, numbers[i] ?? NaN])),
      instruments: names.flatMap((name, i) => {
        const word = words[i] ?? null
        return word === null ? [] : [{ name, word }]
      }),
    }
  }

  instrumentsOf(satelliteType: string): readonly string[] {
    return this.#of(satelliteType).instruments
  }

  #of(satelliteType: string): { parser: LineParser; instruments: readonly string[] } {
    const known = this.#parsers.get(satelliteType)
    if (known !== undefined) return known
    const definition = builtIn.get(satelliteType)
    if (definition === undefined) {
      throw new Error(`This station does not know the satellite type ${satelliteType} any more.`)
    }
    const made = {
      parser: new LineParser(definition, new Findings(definition), 0),
      instruments: wordNamesOf(definition),
    }
    this.#parsers.set(satelliteType, made)
    return made
  }
}
