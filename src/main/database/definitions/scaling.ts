import type { NumberChannel } from '#shared/telemetry/channel'

/** How a number of a file becomes the one that people read. */
export type Scaling = Pick<NumberChannel, 'scale' | 'offset'>

/** SQL of a column's value as it is shown. */
export function scaledSql(column: string, { scale = 1, offset = 0 }: Scaling): string {
  const factor = scale === 1 ? column : `${column} * ${sqlNumber(scale)}`
  return offset === 0 ? factor : `${factor} + ${sqlNumber(offset)}`
}

/** The same of a value: to the bit what SQLite makes of it. */
export function scaled(value: number, { scale = 1, offset = 0 }: Scaling): number {
  const product = scale === 1 ? value : value * scale
  return offset === 0 ? product : product + offset
}

/** As REAL: a whole number would make SQLite count in whole numbers. */
function sqlNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value)
}
