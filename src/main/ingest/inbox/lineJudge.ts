import type { LineIssue } from '#shared/codes'
import type { StoredRecord } from '#shared/inbox/lines'
import { channelNames } from '#shared/satellites/definition'
import { satellites } from '#shared/satellites/index'
import { lineIssues } from '../reader/lineIssues'
import { LineParser, type RecordValues, type Verdict } from '../reader/lineParser'
import { UnknownKeys } from '../reader/unknownKeys'

/** Half of a character alone, which UTF-8 has no bytes for. */
const HALF_A_CHARACTER = /\p{Surrogate}/u

/** What a line of a file can't hold, so that the reader has no words for it. */
const notOneLine: readonly LineIssue[] = [
  { path: '', code: 'invalid_json', message: 'A record is one line: there is a line break in it' },
]

/** Says what the reader would say of a line, if it stood so in a package of a satellite type. */
export class LineJudge {
  readonly #parsers = new Map<string, { parser: LineParser; instruments: readonly string[] }>()

  /** Throws when the station no longer knows the type. */
  judge(satelliteType: string, text: string): Verdict {
    if (text.includes('\n')) return { values: null, issues: notOneLine }
    if (HALF_A_CHARACTER.test(text)) return { values: null, issues: lineIssues.invalidUtf8 }
    return this.#of(satelliteType).parser.parse(Buffer.from(text), 0)
  }

  /** The record that judged values are. */
  recordOf(satelliteType: string, values: RecordValues): StoredRecord {
    const { timestampUs, numbers, words } = values
    const names = this.instrumentsOf(satelliteType)
    return {
      timestampUs,
      values: Object.fromEntries(channelNames.map((name, i) => [name, numbers[i] ?? NaN])),
      instruments: names.map((name, i) => ({ name, word: words[i] ?? '' })),
    }
  }

  instrumentsOf(satelliteType: string): readonly string[] {
    return this.#of(satelliteType).instruments
  }

  #of(satelliteType: string): { parser: LineParser; instruments: readonly string[] } {
    const known = this.#parsers.get(satelliteType)
    if (known !== undefined) return known
    const definition = satellites.get(satelliteType)
    if (definition === undefined) {
      throw new Error(`This station does not know the satellite type ${satelliteType} any more.`)
    }
    const made = {
      parser: new LineParser(definition, new UnknownKeys()),
      instruments: definition.instruments,
    }
    this.#parsers.set(satelliteType, made)
    return made
  }
}
