import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FileIdentity } from '../../record/identity'

/** An open descriptor of another process that may write. */
interface OpenFile {
  readonly pid: string
  readonly fd: string
}

/** So many processes and descriptors are looked at before the event loop gets a turn: about a millisecond. */
const LOOKS_IN_A_ROW = 64
/** A link in `/proc/<pid>/fd` may be written through when its descriptor may. */
const WRITABLE = 0o200

let running: Promise<Map<string, OpenFile[]>> | null = null
let next: Promise<Map<string, OpenFile[]>> | null = null

/**
 * The name of a program that has this file open for writing, with its process id; null when there is
 * none, or it can't be known: on other systems than Linux, of other users' processes unless this one
 * is root, and in other containers. A file that is only mapped to memory is not seen. Never rejects.
 */
export async function writerOf({ device, inode }: FileIdentity): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const open = await newLook()
  for (const { pid, fd } of open.get(inode) ?? []) {
    // Inodes are told apart by their disk. It may have been closed meanwhile.
    const found = await stat(`/proc/${pid}/fd/${fd}`, { bigint: true }).catch(() => null)
    if (found?.ino.toString() !== inode || found.dev.toString() !== device) continue
    return `${textOf(`/proc/${pid}/comm`).trim() || 'a program'}, process ${pid}`
  }
  return null
}

/** Why a file is not removed that somebody has open. */
export const openWords = (writer: string): string =>
  `Somebody has it open for writing (${writer}), so more may come.`

/** Many files end at a time and share a look, but none takes one that had begun before it asked. */
function newLook(): Promise<Map<string, OpenFile[]>> {
  if (running === null) {
    running = lookAround().finally(() => (running = null))
    return running
  }
  next ??= running.then(() => {
    next = null
    return newLook()
  })
  return next
}

/** All files that other processes have open for writing, by inode. Asks no disk, which may hang. */
async function lookAround(): Promise<Map<string, OpenFile[]>> {
  const found = new Map<string, OpenFile[]>()
  let looks = 0
  const look = async (): Promise<void> => {
    looks += 1
    if (looks % LOOKS_IN_A_ROW === 0) await nextTurn()
  }
  for (const pid of namesIn('/proc')) {
    if (!/^\d+$/.test(pid) || pid === process.pid.toString()) continue
    await look()
    for (const fd of namesIn(`/proc/${pid}/fd`)) {
      await look()
      if (!isWritable(`/proc/${pid}/fd/${fd}`)) continue
      const inode = /^ino:\s+(\d+)$/m.exec(textOf(`/proc/${pid}/fdinfo/${fd}`))?.[1]
      if (inode === undefined) continue
      found.set(inode, [...(found.get(inode) ?? []), { pid, fd }])
    }
  }
  return found
}

function isWritable(link: string): boolean {
  try {
    return (lstatSync(link).mode & WRITABLE) !== 0
  } catch {
    return false
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
