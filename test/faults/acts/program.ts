// A station of the built engine that does to its packages what an operator may do in the window,
// one act after the other, and says when each begins and how it ends. Its first argument is a
// `Script` as JSON.
import { rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { InboxFilter } from '../../../src/shared/inbox/filter'
import { startStation } from '../../../src/main/ingest/station'
import { COPY_FILE, FIRST_FILE, SECOND_FILE, type Script, type Step } from './acts'

/** How long a copy may take to be imported; where its disk is struck it waits, and would go on. */
const COPY_LIMIT_MS = 4_000
const SHARE = 64 * 1024

const script: Script = JSON.parse(process.argv[2] ?? '')
const ballast = join(script.data, 'ballast')

const say = (text: string): void => void writeSync(1, `${text}\n`)

const all: InboxFilter = {
  types: [],
  fileIds: [],
  codes: [],
  fields: [],
  statuses: [],
  faultIds: [],
}

const station = await startStation({
  dataFolder: script.data,
  databasePath: join(script.data, 'downlink.db'),
  defaultIngestFolder: null,
  hasWindow: true,
})
const { inbox, removals } = station

async function mendByRule(): Promise<void> {
  const filter: InboxFilter = { ...all, codes: ['missing_field'], fileIds: [FIRST_FILE] }
  const { rows } = await station.ask('inbox:groups', {
    filter,
    order: 'lines',
    offset: 0,
    limit: 1,
  })
  const target = {
    faultId: rows[0]?.faultId ?? 0,
    satelliteType: 'jackal_mk1',
    fileIds: [FIRST_FILE],
  }
  const rule = { steps: [{ do: 'set' as const, key: 'velocity', value: script.velocity }] }
  await inbox.preview('preview', target, rule)
  await inbox.apply('apply', 'preview', '')
}

async function takeRuleBack(): Promise<void> {
  const { rows } = await station.ask('mend:history', { fileId: FIRST_FILE, offset: 0, limit: 10 })
  const mend = rows.find(({ kind, undoneAt }) => kind === 'rule' && undoneAt === null)
  if (mend === undefined) throw new Error('there is no rule to take back')
  await inbox.undo('undo', mend.id)
}

async function replace(): Promise<void> {
  const replaced = removals.replace(FIRST_FILE, script.copy, 'drop').then(() => station.idle())
  await Promise.race([replaced, sleep(COPY_LIMIT_MS, undefined, { ref: false })])
  const copy = await station.file(COPY_FILE)
  if (copy?.status !== 'complete') throw new Error(`the copy is ${copy?.status}`)
}

function fillDisk(): void {
  try {
    for (;;) writeFileSync(ballast, Buffer.alloc(SHARE, 1), { flag: 'a' })
  } catch {
    // It takes no more.
  }
}

const work: Record<Step, () => Promise<unknown> | void> = {
  'mend by a rule': mendByRule,
  dismiss: () =>
    inbox.dismiss('dismiss', { filter: { ...all, codes: ['invalid_json'], fileIds: [1] } }, ''),
  'mend a dismissed line': () => inbox.save({ fileId: FIRST_FILE, ...script.edit }),
  'take the rule back': takeRuleBack,
  remove: () => removals.remove(SECOND_FILE, ''),
  'bring back': () => removals.undo(SECOND_FILE),
  'remove again': () => removals.remove(SECOND_FILE, ''),
  'give its space back': () => removals.free('free', SECOND_FILE),
  replace,
  'take the replacement back': () => removals.undo(FIRST_FILE),
  'fill the disk': fillDisk,
  'make room': () => rmSync(ballast),
}

await Promise.race([station.idle(), sleep(COPY_LIMIT_MS, undefined, { ref: false })])
for (const step of script.steps) {
  say(`begins: ${step}`)
  try {
    await work[step]()
    say(`done: ${step}`)
  } catch (error) {
    say(`refused: ${step}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
await station.stop()
