import type { StoredRecord } from '#shared/inbox/lines'
import { revisionOfFile } from '../../database/definitions/revisions'
import { headOf } from '../../database/files/fileHeads'
import type { ReadDb } from '../../database/handles'
import { storedRecord } from '../../database/inbox/storedRecords'
import { wordNamesOf } from '../../record/layout'
import { wordsText } from '../../record/wordsText'
import type { RecordValues } from '../reader/recordFields'
import { LineReading } from './lineReading'

/** So many ways to read a line are kept ready. */
const MOST_KNOWN = 100

/** Says what the reader would say of a line, if it stood so in its package. */
export class LineJudge {
  readonly #db: ReadDb
  readonly #known = new Map<string, LineReading>()

  constructor(db: ReadDb) {
    this.#db = db
  }

  /**
   * How the lines of a package are read, as it was read itself.
   * @throws Error in plain words where they can't be read without the file
   */
  of(fileId: number): LineReading {
    const { id, definition } = revisionOfFile(this.#db, fileId)
    const head = headOf(this.#db, fileId)
    const key = `${id} ${head?.startUs} ${head?.bytes.toString()}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = new LineReading(definition, head)
    if (this.#known.size === MOST_KNOWN) this.#known.clear()
    this.#known.set(key, made)
    return made
  }

  /** The record that judged values are stored as. */
  recordOf(fileId: number, values: RecordValues): StoredRecord {
    const { definition } = this.of(fileId)
    return storedRecord(this.#db, fileId, {
      timestampUs: values.timestampUs,
      values: values.numbers.map((number) => (Number.isNaN(number) ? null : number)),
      instruments: wordsText(wordNamesOf(definition), values.words),
    })
  }
}
