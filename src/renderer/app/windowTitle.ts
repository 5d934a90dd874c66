import type { StationStatus } from '#shared/status'
import { countOf, formatPercent } from '../ui/format'
import { stationWords } from './stationWords'

/**
 * The window's title: what one wants to know while the window is behind others.
 *
 * @param name the program's
 */
export function windowTitle(
  name: string,
  status: (Parameters<typeof stationWords>[0] & Pick<StationStatus, 'active'>) | null,
): string {
  if (status === null) return name
  if (stationWords(status).tone === 'bad') return `Needs you - ${name}`
  if (status.paused) return `Paused - ${name}`
  const { active } = status
  if (active.length === 0) return name
  const size = active.reduce((sum, file) => sum + file.sizeBytes, 0)
  const done = active.reduce((sum, file) => sum + file.doneBytes, 0)
  const share = size === 0 ? 0 : Math.min(1, done / size)
  return `${formatPercent(share)} - ${countOf(active.length, 'file')} - ${name}`
}
