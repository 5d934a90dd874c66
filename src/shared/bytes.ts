import { countText } from './numbers'

/** A size for a sentence, in megabytes (1,000,000 bytes), rounded up to a tenth: '12.4 MB'. */
export function inMegabytes(bytes: number): string {
  const tenths = Math.ceil(bytes / 100_000)
  const rest = tenths % 10
  return `${countText((tenths - rest) / 10)}${rest === 0 ? '' : `.${rest}`} MB`
}
