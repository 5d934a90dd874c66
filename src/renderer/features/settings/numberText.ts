/** A setting that is typed as a number in `unit`; the stored value is `factor` times as much. */
export interface NumberRule {
  readonly unit: string
  /** Bounds of what is stored, inclusive. */
  readonly min: number
  readonly max: number
  readonly factor: number
  /** What an empty field means, in a word; undefined where it must not be empty. */
  readonly empty?: string
}

export type ParsedNumber =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly reason: string }

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

/** What stands in the field for a stored value. */
export function numberText(value: number | null, rule: NumberRule): string {
  return value === null ? '' : number.format(value / rule.factor)
}

/** What was typed, as the value to store, or why it can't be taken. */
export function parseNumberText(text: string, rule: NumberRule): ParsedNumber {
  const plain = text.replaceAll(/[\s,_]/g, '')
  const range = `${number.format(rule.min / rule.factor)} to ${number.format(rule.max / rule.factor)} ${rule.unit}`
  if (plain === '') {
    return rule.empty === undefined
      ? { ok: false, reason: `Give a number: ${range}.` }
      : { ok: true, value: null }
  }
  if (!/^-?\d+(\.\d+)?$/.test(plain)) {
    return { ok: false, reason: `“${text.trim()}” is not a number. Give ${range}.` }
  }
  const value = Math.round(Number(plain) * rule.factor)
  if (value < rule.min || value > rule.max) return { ok: false, reason: `It must be ${range}.` }
  if (rule.factor === 1 && plain.includes('.')) {
    return { ok: false, reason: `It must be a whole number, ${range}.` }
  }
  return { ok: true, value }
}
