import type { LineCode, LineIssue } from '#shared/codes'

type Kind = 'null' | 'true or false' | 'a number' | 'other text' | 'a list' | 'an object'

/** The issues of one key, each made once: equal faults are one object, and reporting one costs nothing. */
export class FieldIssues {
  readonly #missing: LineIssue
  readonly #empty: LineIssue
  readonly #key: string
  readonly #wrongType: Readonly<Record<Kind, LineIssue>>

  /** @param wanted what the value must be, in words that go on after 'must be'. */
  constructor(key: string, wanted: string) {
    this.#key = key
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

  /** @param words go on after the key and never hold the value. */
  make(code: LineCode, words: string): LineIssue {
    return { path: this.#key, code, message: `"${this.#key}" ${words}` }
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
  if (typeof value === 'number') return 'a number'
  return typeof value === 'string' ? 'other text' : 'an object'
}
