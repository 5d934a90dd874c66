export interface Column {
  readonly head: string
  readonly side: 'left' | 'right'
}

export const left = (head: string): Column => ({ head, side: 'left' })
export const right = (head: string): Column => ({ head, side: 'right' })

/** A Markdown table whose columns are also straight in a terminal. */
export function markdownTable(
  columns: readonly Column[],
  lines: readonly (readonly string[])[],
): string {
  const cells = [columns.map(({ head }) => head), ...lines.map((line) => line.map(safe))]
  const widths = columns.map((_, i) => Math.max(3, ...cells.map((line) => line[i]?.length ?? 0)))
  const drawn = cells.map((line) => {
    const padded = columns.map(({ side }, i) => {
      const width = widths[i] ?? 0
      return side === 'left' ? (line[i] ?? '').padEnd(width) : (line[i] ?? '').padStart(width)
    })
    return `| ${padded.join(' | ')} |`
  })
  const rules = columns.map(({ side }, i) => {
    const dashes = '-'.repeat(widths[i] ?? 0)
    return side === 'left' ? dashes : `${dashes.slice(1)}:`
  })
  return [drawn[0], `| ${rules.join(' | ')} |`, ...drawn.slice(1)].join('\n')
}

/** Text that ends neither its cell nor its line. */
function safe(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
