import { basename, join } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import { beforeWords } from '#shared/folderWords'
import { definitionFaultWords } from '#shared/telemetry/fault'
import { printable } from '#shared/printable'
import { listen } from '../main/ingest/events'
import { isPrivateName } from '../main/ingest/source/names'

export function say(text: string): void {
  process.stdout.write(`${printable(text)}\n`)
}

/** The time of day in UTC. */
function time(): string {
  return new Date().toISOString().slice(11, 19)
}

/** One line for each thing that an operator would want to know. */
export function sayWhatHappens(): () => void {
  /** What was said last of each folder, and of what lay in it before. */
  const stands = new Map<string, string>()
  const lay = new Map<string, string>()
  const leftAlone = new Map<string, string>()
  /** What was told of in this run. */
  const told = new Set<number>()
  let backupTrouble: string | null = null
  const unlisten = [
    listen('file', ({ fileId, name, status, detail }) => {
      told.add(fileId)
      // What a file waits for says that it waits.
      const words = [status === 'waiting' ? null : status, detail].filter((word) => word !== null)
      say(`${time()} #${fileId} ${name}: ${words.join(', ')}`)
    }),
    listen('source', ({ fileId, name, state, reason }) => {
      say(`${time()} #${fileId} ${name}: ${state}${reason === null ? '' : `: ${reason}`}`)
    }),
    listen('alert', (alert) => {
      say(`${time()} ${alert?.message ?? 'Importing goes on.'}`)
    }),
    listen('lost', ({ words }) => {
      say(`${time()} ${words ?? 'The database has all packages again whose files are gone.'}`)
    }),
    listen('backup', ({ status, made }) => {
      if (made !== null) say(`${time()} Backup: ${made.name}, ${inMegabytes(made.bytes)}`)
      const trouble = status?.trouble ?? null
      if (trouble !== null && trouble !== backupTrouble) say(`${time()} ${trouble}`)
      backupTrouble = trouble
    }),
    listen('types', ({ faults }) => {
      if (faults !== null) say(`${time()} ${definitionFaultWords(faults)}`)
    }),
    listen('held', ({ fileId, name, status, reason }) => {
      if (told.has(fileId)) return
      if (status === 'waiting') return say(`${time()} #${fileId} ${name}: ${reason}`)
      say(
        `${time()} #${fileId} ${name}: ${status} in an earlier run, and not tried again: ${reason}`,
      )
    }),
    listen('watchers', (watchers) => {
      for (const status of watchers) {
        const { state, folder, reason, before } = status
        if (state === 'off' || state === 'starting') continue
        const now = `${state} ${folder}${reason === null ? '' : `: ${reason}`}`
        if (now !== stands.get(folder)) say(`${time()} ${now}`)
        stands.set(folder, now)
        const words = before === null ? '' : beforeWords(before)
        if (words !== (lay.get(folder) ?? '') && words !== '') say(`${time()} ${words}`)
        lay.set(folder, words)
        for (const { name, reason: why } of status.ignored) {
          const path = join(folder, name)
          // The station's own names stand there for a moment while a file is removed.
          if (isPrivateName(basename(name)) || leftAlone.get(path) === why) continue
          leftAlone.set(path, why)
          say(`${time()} ${name}: left alone. ${why}`)
        }
      }
    }),
  ]
  return () => {
    for (const end of unlisten) end()
  }
}
