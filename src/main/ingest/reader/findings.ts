import type { Definition } from '#shared/telemetry/definition'
import type { Chunk } from '../../record/chunk'
import { columnsOf } from '../../record/layout'
import { CellErrorBuilder } from './cellErrors'
import { TextNumbers } from './textNumbers'
import { UnknownKeys } from './unknownKeys'

/** What an earlier reading of a file has found already. */
export interface FoundBefore {
  /** The unknown keys that are stored by name. */
  readonly unknownKeys: readonly string[]
  /** How many cell errors are kept; 0 where absent. */
  readonly cellErrors?: number
}

/** What is found in a file's lines beside records and bad lines. */
export class Findings {
  readonly unknownKeys: UnknownKeys
  readonly textNumbers: TextNumbers
  readonly cellErrors: CellErrorBuilder
  /** Values that are stored nowhere, because their key came again in their line. */
  repeatedValues = 0

  constructor(definition: Definition, before: FoundBefore | null = null) {
    this.unknownKeys = new UnknownKeys(before?.unknownKeys)
    this.textNumbers = new TextNumbers(columnsOf(definition).map(({ name }) => name))
    this.cellErrors = new CellErrorBuilder(
      definition.channels.map(({ name }) => name),
      before?.cellErrors ?? 0,
    )
  }

  /** What was found since the last call. */
  take(): Pick<Chunk, 'unknownKeys' | 'textNumbers' | 'cellErrors' | 'repeatedValues'> {
    const { repeatedValues } = this
    this.repeatedValues = 0
    return {
      unknownKeys: this.unknownKeys.take(),
      textNumbers: this.textNumbers.take(),
      cellErrors: this.cellErrors.take(),
      repeatedValues,
    }
  }
}
