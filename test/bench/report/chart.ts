/** One bar; without a value its text stands alone and says why. */
export interface Bar {
  readonly label: string
  readonly value: number | null
  readonly text: string
  /** Downlink's own bar has the accent's colour. */
  readonly isOurs: boolean
}

export interface Chart {
  readonly title: string
  readonly subtitle: string
  readonly groups: readonly { readonly title: string; readonly bars: readonly Bar[] }[]
}

const WIDTH = 760
const MARGIN = 24
const LABEL_WIDTH = 218
const VALUE_WIDTH = 96
const BAR_HEIGHT = 18
const BAR_PITCH = 30
const GROUP_HEAD = 34
const HEAD = 78
/** Where the bars begin and how long the longest of all groups is. */
const LEFT = MARGIN + LABEL_WIDTH
const LONGEST = WIDTH - MARGIN - LEFT - VALUE_WIDTH

/** The page's own colours: greys and the one accent, for a light and for a dark ground. */
const STYLE = `
  .ground { fill: #ffffff; stroke: #e3e4e8 }
  text { font-family: Inter, system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #585c65 }
  .title { font-size: 17px; font-weight: 600; fill: #1a1c20 }
  .subtitle, .label, .value { font-size: 13px }
  .group { font-size: 12px; font-weight: 600 }
  .value { font-variant-numeric: tabular-nums; fill: #1a1c20 }
  .bar { fill: #c9ccd3 }
  .ours.bar { fill: #2f55d4 }
  .ours.label, .ours.value { font-weight: 600; fill: #2c52cc }
  .none { font-size: 12px; font-style: italic }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #151618; stroke: #26282d }
    text { fill: #a2a6af }
    .title, .value { fill: #e8e9ec }
    .bar { fill: #3a3d44 }
    .ours.bar { fill: #6488f0 }
    .ours.label, .ours.value { fill: #8aabff }
  }
`

/** A picture of horizontal bars, all to one scale, readable on light and dark grounds. */
export function barChart({ title, subtitle, groups }: Chart): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value ?? 0))
  const scale = LONGEST / Math.max(...values, Number.MIN_VALUE)
  const parts: string[] = []
  let y = HEAD
  for (const group of groups) {
    parts.push(text('group', MARGIN, y + 16, group.title))
    y += GROUP_HEAD
    for (const bar of group.bars) {
      parts.push(...drawBar(bar, y, scale))
      y += BAR_PITCH
    }
    y += 8
  }
  const height = y + 8
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(`${title}. ${subtitle}`)}">
<style>${STYLE}</style>
<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
${text('title', MARGIN, 36, title)}
${text('subtitle', MARGIN, 58, subtitle)}
${parts.join('\n')}
</svg>
`
}

function drawBar({ label, value, text: words, isOurs }: Bar, y: number, scale: number): string[] {
  const ours = isOurs ? ' ours' : ''
  const baseline = y + BAR_HEIGHT / 2 + 4.5
  const name = text(`label${ours}`, MARGIN, baseline, label)
  if (value === null) return [name, text('none', LEFT, baseline, words)]
  const length = Math.max(2, value * scale)
  return [
    name,
    `<rect class="bar${ours}" x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="${BAR_HEIGHT}" rx="3"/>`,
    text(`value${ours}`, LEFT + length + 8, baseline, words),
  ]
}

function text(kind: string, x: number, y: number, words: string): string {
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escape(words)}</text>`
}

function escape(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
