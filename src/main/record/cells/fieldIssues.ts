import type { LineCode, LineIssue } from '#shared/codes'
import { JsonNumber } from './jsonNumber'

type Kind = 'null' | 'true or false' | 'a number' | 'other text' | 'a list' | 'an object'

/** The issues of one key, each made once: equal faults are one object, and reporting one costs nothing. */
export class FieldIssues {
  /** For a value that the definition lists as missing. */
  readonly noValue: LineIssue
  readonly #missing: LineIssue
  readonly #empty: LineIssue
  readonly #path: string
  readonly #subject: string
  readonly #wrongType: Readonly<Record<Kind, LineIssue>>

  /**
   * @param wanted what the value must be, in words that go on after 'must be'.
   * @param subject what the words speak of, where that is not the one path.
   */
  constructor(path: string, wanted: string, subject = `"${path}"`) {
    this.#path = path
    this.#subject = subject
    this.noValue = this.make('missing_field', 'has no value: it holds what is listed as missing')
    this.#missing = this.make('missing_field', 'is missing')
    this.#empty = this.make('missing_field', 'is empty')
    const wrongType = (kind: Kind) => this.make('wrong_type', `must be ${wanted}, not ${kind}`)
    this.#wrongType = {
      null: wrongType('null'),
      'true or false': wrongType('true or false'),
      'a number': wrongType('a number'),
      'other text': wrongType('other text'),
      'a list': wrongType('a list'),
      'an object': wrongType('an object'),
    }
  }

  /** @param words go on after the subject and never hold the value. */
  make(code: LineCode, words: string): LineIssue {
    return { path: this.#path, code, message: `${this.#subject} ${words}` }
  }

  /** For a value of the wrong type, undefined for one that is not there. */
  unfit(value: unknown): LineIssue {
    if (value === undefined) return this.#missing
    if (value === '') return this.#empty
    return this.#wrongType[kindOf(value)]
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'boolean') return 'true or false'
  if (typeof value === 'number' || value instanceof JsonNumber) return 'a number'
  return typeof value === 'string' ? 'other text' : 'an object'
}
