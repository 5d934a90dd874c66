import type { DataSpec } from '../lib/data'
import type { Unit } from '../lib/goal'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 1,000,000 as 1M, 100,000 as 100k. */
export function formatLines(lines: number): string {
  if (lines >= 1e6 && lines % 1e5 === 0) return `${lines / 1e6}M`
  return lines % 1e3 === 0 ? `${lines / 1e3}k` : whole.format(lines)
}

export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`
}

export function formatRate(linesPerSecond: number): string {
  return whole.format(linesPerSecond)
}

/** In millions of bytes. */
export function formatMegabytes(bytes: number): string {
  return `${whole.format(bytes / 1e6)} MB`
}

/** A figure as the table shows it. */
export function formatFigure(figure: number, unit: Unit): string {
  switch (unit) {
    case 'ratio':
      return figure >= 10 ? figure.toFixed(1) : figure.toFixed(2)
    case 'MB':
      return `${figure.toFixed(0)} MB`
    case 'B':
      return `${figure.toFixed(2)} B`
    case 's':
      return formatSeconds(figure)
    case 'ms':
      return `${figure.toFixed(1)} ms`
    case 'frames/s':
      return `${figure.toFixed(1)} frames/s`
  }
}

/** A goal's bound, without needless zeros. */
export function formatBound(bound: number, unit: Unit): string {
  return unit === 'ratio' ? String(bound) : `${bound} ${unit}`
}

/** Which package it is, in words. */
export function describeSpec(spec: DataSpec): string {
  if ('format' in spec) {
    return `${formatLines(spec.lines)} lines, ${spec.channels} channels, ${spec.format.toUpperCase()}`
  }
  const { lines, badShare = 0, order, type, digits } = spec
  return [
    `${formatLines(lines)} lines`,
    ...(type === undefined ? [] : [type]),
    ...(digits === undefined ? [] : [`${digits} doubles`]),
    ...(badShare === 0 ? [] : [`${badShare * 100} % bad`]),
    ...(order === undefined ? [] : [order]),
  ].join(', ')
}
