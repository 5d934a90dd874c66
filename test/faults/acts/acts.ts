/** What an operator does to stored packages, in the order in which the sweep does it. */
export const acts = [
  'mend by a rule',
  'dismiss',
  'mend a dismissed line',
  'take the rule back',
  'remove',
  'bring back',
  'remove again',
  'give its space back',
  'replace',
  'take the replacement back',
] as const
export type Act = (typeof acts)[number]

/** Between two acts, to see what they do on a full disk. */
export type Step = Act | 'fill the disk' | 'make room'

/** What the program that acts needs to know. */
export interface Script {
  readonly data: string
  readonly steps: readonly Step[]
  /** What the rule gives to lines that have no velocity. */
  readonly velocity: number
  /** The line that is mended by hand, and its corrected text. */
  readonly edit: { readonly line: number; readonly text: string }
  /** The corrected copy that is to take the first package's place. */
  readonly copy: string
}

/** The first package that is stored, the second one, and the copy of the first. */
export const FIRST_FILE = 1
export const SECOND_FILE = 2
export const COPY_FILE = 3
