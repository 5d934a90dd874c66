/**
 * A number of a JSON line as it stands there. Whoever reads a line hands one over in place of a
 * number wherever a double may not hold it: times, and whole numbers beyond 2^53.
 */
export class JsonNumber {
  readonly text: string

  /** @param text by the grammar of JSON. */
  constructor(text: string) {
    this.text = text
  }
}

/** The text of a value of a line that is a text or a number, undefined for any other. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value instanceof JsonNumber) return value.text
  return typeof value === 'number' ? String(value) : undefined
}
