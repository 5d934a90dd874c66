import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder } from './folders'
import { timed } from './timed'

const FOLDER = join(benchFolder, 'runs')

/**
 * Gives an empty folder for the output of one run and removes it afterwards. What was written is
 * synced away before the next run starts, so that none pays for the one before it.
 */
export async function inRunFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  try {
    return await use(FOLDER)
  } finally {
    rmSync(FOLDER, { recursive: true, force: true })
    await sync()
  }
}

/** Waits until the machine has written what it holds back. */
export async function sync(): Promise<void> {
  await timed('sync', [])
}
