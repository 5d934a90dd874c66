import type { Conversion, Plain, Rule, RuleStep } from '#shared/inbox/rules'

export const stepTitles: Readonly<Record<RuleStep['do'], string>> = {
  rename: 'Rename a key',
  set: 'Set a value',
  replace: 'Replace a value',
  replace_text: 'Replace text in the line',
  convert: 'Convert a value',
  scale: 'Scale a number',
  drop: 'Drop a key',
}

export const conversionTitles: Readonly<Record<Conversion, string>> = {
  text_to_number: 'text to a number',
  number_to_text: 'a number to text',
  seconds_to_timestamp: 'seconds since 1970 to a timestamp',
  milliseconds_to_timestamp: 'milliseconds since 1970 to a timestamp',
  microseconds_to_timestamp: 'microseconds since 1970 to a timestamp',
  utc_to_timestamp: 'a date and time, taken as UTC, to a timestamp',
}

/** A value as JSON writes it, so that the text "1" and the number 1 are told apart. */
export function plainText(value: Plain): string {
  return JSON.stringify(value)
}

/** A step in words: 'Rename "temp" to "temperature"'. */
export function stepWords(step: RuleStep): string {
  switch (step.do) {
    case 'rename':
      return `Rename "${step.from}" to "${step.to}"`
    case 'set':
      return `Set "${step.key}" to ${plainText(step.value)}`
    case 'replace':
      return `Replace ${plainText(step.value)} in "${step.key}" with ${plainText(step.with)}`
    case 'replace_text':
      return step.with === ''
        ? `Remove the text ${plainText(step.text)}`
        : `Replace the text ${plainText(step.text)} with ${plainText(step.with)}`
    case 'convert':
      return `Convert "${step.key}" from ${conversionTitles[step.as]}`
    case 'scale':
      return `Multiply "${step.key}" by ${step.by}`
    case 'drop':
      return `Drop "${step.key}"`
  }
}

/** A rule in words, its steps one after the other: 'Drop "x", then rename "temp" to "temperature"'. */
export function ruleWords({ steps }: Rule): string {
  return steps
    .map((step, i) => {
      const words = stepWords(step)
      return i === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)
    })
    .join(', then ')
}
