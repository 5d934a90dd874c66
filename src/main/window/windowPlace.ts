import { z } from 'zod'

const Bounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type Bounds = z.infer<typeof Bounds>

/** Where a window was when it was last closed. */
export const WindowPlace = z.object({ bounds: Bounds, maximized: z.boolean() })
export type WindowPlace = z.infer<typeof WindowPlace>

export const MIN_SIZE = { width: 960, height: 600 } as const
const FIRST_SIZE = { width: 1280, height: 820 } as const
/** As much of the window's upper edge must be on a screen for it to be taken hold of. */
const GRIP = { width: 120, height: 32 } as const

/**
 * Where to put the window: where it was, unless that screen is gone; else in the middle of the
 * first screen.
 *
 * @param workAreas every screen without its panels, the main one first; in the same pixels as bounds
 */
export function placeWindow(saved: unknown, workAreas: readonly Bounds[]): WindowPlace {
  const place = WindowPlace.safeParse(saved)
  if (place.success && workAreas.some((area) => canBeHeld(place.data.bounds, area))) {
    return place.data
  }
  const area = workAreas[0] ?? { x: 0, y: 0, ...FIRST_SIZE }
  const width = Math.min(FIRST_SIZE.width, area.width)
  const height = Math.min(FIRST_SIZE.height, area.height)
  const x = area.x + Math.round((area.width - width) / 2)
  const y = area.y + Math.round((area.height - height) / 2)
  return { bounds: { x, y, width, height }, maximized: false }
}

function canBeHeld(bounds: Bounds, area: Bounds): boolean {
  const shown = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const fromTop = bounds.y - area.y
  return shown >= GRIP.width && fromTop >= 0 && fromTop <= area.height - GRIP.height
}
