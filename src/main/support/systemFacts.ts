import { arch, cpus, freemem, platform, release, totalmem, uptime, version } from 'node:os'
import { statfs } from 'node:fs/promises'
import { fileSystemOf } from '../ingest/fileSystems/fileSystem'
import { systemLimit } from '../systemLimit'

/** Variables of the environment that say what kind of desktop it is; no other is looked at. */
const DESKTOP = ['XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP', 'LANG', 'LC_ALL', 'TZ'] as const

/** What kind of machine it is, and the disk on which the data lies. */
export async function systemFacts(dataFolder: string): Promise<Record<string, unknown>> {
  const processors = cpus()
  return {
    system: { platform: platform(), release: release(), version: version(), arch: arch() },
    processors: { count: processors.length, model: processors[0]?.model ?? null },
    memoryBytes: { total: totalmem(), free: freemem(), resident: process.memoryUsage.rss() },
    upSeconds: { machine: Math.round(uptime()), program: Math.round(process.uptime()) },
    isRoot: process.getuid?.() === 0,
    mostOpenFiles: systemLimit('Max open files'),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    environment: Object.fromEntries(DESKTOP.map((name) => [name, process.env[name] ?? null])),
    dataDisk: await diskOf(dataFolder),
  }
}

async function diskOf(folder: string): Promise<unknown> {
  try {
    const [{ name, kind }, { bavail, blocks, bsize }] = await Promise.all([
      fileSystemOf(folder),
      statfs(folder),
    ])
    return { fileSystem: name, kind, totalBytes: blocks * bsize, freeBytes: bavail * bsize }
  } catch {
    return null
  }
}
