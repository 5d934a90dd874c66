const megabytes = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** A size for a sentence, in megabytes (1,000,000 bytes), rounded up to a tenth: '12.4 MB'. */
export function inMegabytes(bytes: number): string {
  return `${megabytes.format(Math.ceil(bytes / 100_000) / 10)} MB`
}
