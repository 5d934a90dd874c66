import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The two real packages lie beside the project where they are to be had at all. */
const folder = resolve(import.meta.dirname, '../../../shared/packages')

export const realPackages = {
  mk1: resolve(folder, 'jackal_mk1_telemetry.json'),
  mk2: resolve(folder, 'jackal_mk2_telemetry.json'),
  missing: !existsSync(folder),
}

const FIRST_MS = Date.UTC(2026, 0, 2, 3, 4, 5)

/** Line `n` of a clean jackal_mk1 package: a pure function of n, so that a test can tell it again. */
export function mk1Line(n: number): string {
  const timestamp = new Date(FIRST_MS + n * 1000).toISOString().replace('Z', '001Z')
  return `{"timestamp":"${timestamp}","velocity":${8000 + n * 0.1},"altitude":${300000 + n * 0.3},"latitude":${((n * 0.7) % 180) - 90},"longitude":${((n * 1.3) % 360) - 180},"instrument1":"ok","instrument2":"${n % 7 === 0 ? 'faulty' : 'ok'}"}`
}

export const mk1Header = '{"satellite_type":"jackal_mk1"}'

/** A whole clean package with the records of lines `first` to `last` of a file. */
export function mk1Package(lines: number): string {
  const records = Array.from({ length: lines }, (_, i) => mk1Line(i + 2))
  return `${[mk1Header, ...records].join('\n')}\n`
}
