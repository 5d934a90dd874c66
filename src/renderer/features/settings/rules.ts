import type { NumberRule } from './numberText'

/** Bounds as in `Settings` of the contract, in the units that people type. */
export const quietRule: NumberRule = { unit: 'seconds', min: 100, max: 600_000, factor: 1000 }
export const graceRule: NumberRule = { unit: 'seconds', min: 0, max: 3_600_000, factor: 1000 }
export const cutWaitRule: NumberRule = { unit: 'minutes', min: 0, max: 86_400_000, factor: 60_000 }
export const filesAtOnceRule: NumberRule = { unit: 'files', min: 1, max: 16, factor: 1 }
export const backupsKeptRule: NumberRule = { unit: 'backups', min: 1, max: 1_000, factor: 1 }
export const linesPerWriteRule: NumberRule = { unit: 'lines', min: 1, max: 100_000, factor: 1 }
export const pauseRule: NumberRule = { unit: 'milliseconds', min: 0, max: 60_000, factor: 1 }
export const linesPerSecondRule: NumberRule = {
  unit: 'lines per second',
  min: 1,
  max: 100_000_000,
  factor: 1,
  empty: 'no limit',
}
