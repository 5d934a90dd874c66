/** How a view over one time axis is moved. */
export interface TimeMoves {
  /** Without a moment the view says itself what stays where it is. */
  readonly zoomedBy: (factor: number, atUs?: number) => void
  readonly pannedBy: (share: number) => void
}

export const ZOOM_STEP = 1.6
/** Share of what is looked at that a key pans by. */
const PAN_STEP = 0.1

/**
 * Zooms by plus and minus; true when the key was one of them.
 * @param atUs the moment that stays where it is
 */
export function onZoomKey(
  key: string,
  { zoomedBy }: Pick<TimeMoves, 'zoomedBy'>,
  atUs: number | null,
): boolean {
  if (key !== '+' && key !== '=' && key !== '-') return false
  zoomedBy(key === '-' ? ZOOM_STEP : 1 / ZOOM_STEP, atUs ?? undefined)
  return true
}

/**
 * Pans by arrows; true when the key was one of them.
 * @param step moves the cursor, where Shift and an arrow do that
 */
export function onPanKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { pannedBy }: Pick<TimeMoves, 'pannedBy'>,
  step: ((way: -1 | 1) => void) | null,
): boolean {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false
  const way = key === 'ArrowLeft' ? -1 : 1
  if (shiftKey && step !== null) step(way)
  else pannedBy(way * PAN_STEP)
  return true
}
