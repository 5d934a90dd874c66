import { basename } from 'node:path'
import { FSWatcher } from 'chokidar'
import type { HintListener, Hints } from './hints'

/**
 * chokidar reads the whole folder again, with a stat of every file, at every event. Here events are
 * only hints and FileSystemWatcher does its own reading at its own pace, so that part is left out:
 * in a folder of 40,000 files it took a whole core for as long as one of them was growing.
 */
class FolderEvents extends FSWatcher {
  override _readdirp(): undefined {
    return undefined
  }

  /** Its timers outlive a close, and a program that ends would wait a second for them. */
  override _throttle(): false {
    return false
  }
}

/**
 * Hints about the entries of one folder from the system's own change events, by chokidar. Links are
 * not followed and subfolders are not entered.
 *
 * @param realPath the folder, with all links resolved: chokidar would watch a link's parent instead
 */
export function openChokidarHints(realPath: string, listener: HintListener): Hints {
  const watcher = new FolderEvents({ depth: 0, followSymlinks: false, atomic: false })
  watcher.on('raw', (_event, name: unknown, details: unknown) => {
    // The folder's own removal comes as an event with the folder's own name.
    if (watchedPathOf(details) === realPath && typeof name === 'string' && name !== ownName) {
      listener.onName(name)
    } else {
      listener.onAny()
    }
  })
  const ownName = basename(realPath)
  watcher.on('error', (error) => listener.onFailure(error))
  watcher.add(realPath)
  // chokidar takes a backslash for a separator: such a folder would silently get no events.
  if (process.platform !== 'win32' && realPath.includes('\\')) {
    listener.onFailure(new Error('the folder has a backslash in its path'))
  }
  return { close: () => watcher.close() }
}

function watchedPathOf(details: unknown): unknown {
  return typeof details === 'object' && details !== null
    ? Reflect.get(details, 'watchedPath')
    : undefined
}
