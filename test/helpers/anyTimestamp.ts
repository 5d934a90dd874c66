import type { Random } from '../fixtures/generator/random'

/** A text that is nearly always a timestamp, of any year and any offset. */
export function anyTimestamp(random: Random): string {
  const number = (below: number, digits: number) =>
    String(random.integer(below)).padStart(digits, '0')
  const pick = (texts: readonly string[]) => texts[random.integer(texts.length)] ?? ''
  const isWild = random.integer(8) === 0
  const year = isWild ? number(10_000, 4) : String(1969 + random.integer(232))
  const month = isWild ? number(14, 2) : String(1 + random.integer(12)).padStart(2, '0')
  const day = String(1 + random.integer(isWild ? 32 : 29)).padStart(2, '0')
  const hour = number(isWild ? 25 : 24, 2)
  const [minute, second] = [number(isWild ? 61 : 60, 2), number(isWild ? 61 : 60, 2)]
  const decimals =
    random.integer(3) === 0 ? '' : `.${number(10 ** 9, 9).slice(0, 1 + random.integer(9))}`
  const zone =
    random.integer(2) === 0
      ? 'Z'
      : `${pick(['+', '-'])}${number(isWild ? 26 : 24, 2)}:${number(isWild ? 62 : 60, 2)}`
  const text = `${year}-${month}-${day}${pick(['T', ' '])}${hour}:${minute}:${second}${decimals}${zone}`
  if (random.integer(16) > 0) return text
  const at = random.integer(text.length)
  return (
    text.slice(0, at) +
    pick(['', '0', ':', 't', ' ', '+', '\0']) +
    text.slice(at + random.integer(2))
  )
}
