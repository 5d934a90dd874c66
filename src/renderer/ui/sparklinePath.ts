/**
 * The SVG path of a line through `values`, oldest first, in a box of `width` by `height`. The scale
 * starts at 0, so that a quiet minute looks quiet; `room` values fill the width.
 */
export function sparklinePath(
  values: readonly number[],
  room: number,
  width: number,
  height: number,
): { line: string; area: string } {
  if (values.length < 2) return { line: '', area: '' }
  const top = Math.max(1, ...values)
  const step = width / (room - 1)
  const first = width - (values.length - 1) * step
  const points = values.map((value, i) => {
    const x = first + i * step
    const y = height - (value / top) * height
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  const line = `M${points.join('L')}`
  return { line, area: `${line}L${width},${height}L${first.toFixed(1)},${height}Z` }
}
