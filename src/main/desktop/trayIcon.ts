import { nativeImage, type NativeImage } from 'electron'
import { withDot, type Colour } from './dot'
import type { Tone } from './trayWords'

/** Tray icons are 16 points high on every desktop. */
const ICON_POINTS = 16

const colours: Readonly<Record<Tone, Colour | null>> = {
  rest: null,
  busy: [58, 130, 246],
  paused: [140, 144, 153],
  held: [224, 150, 20],
  trouble: [220, 53, 53],
}

/** The program's icon with what the station is at in its corner. */
export function trayIcon(path: string, tone: Tone): NativeImage {
  const image = nativeImage
    .createFromPath(path)
    .resize({ width: ICON_POINTS, height: ICON_POINTS, quality: 'best' })
  const colour = colours[tone]
  if (colour === null) return image
  const size = { width: ICON_POINTS, height: ICON_POINTS }
  return nativeImage.createFromBitmap(Buffer.from(withDot(image.toBitmap(), size, colour)), size)
}
