import type { OpenHints } from './hints'

/** Loaded where a folder is watched: an import of what is named does without. */
export async function systemHints(): Promise<OpenHints> {
  const { openChokidarHints } = await import('./chokidarSource')
  return openChokidarHints
}
