import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { counted } from '#shared/numbers'
import { printable, printableJson } from '#shared/printable'
import { builtIn } from '#shared/telemetry/builtIn'
import type { Definition } from '#shared/telemetry/definition'
import { faultWords } from '#shared/telemetry/fault'
import { typeUses, type TypeUse } from '../../main/database/definitions/typeUses'
import {
  definitionsFolder,
  faultyWords,
  readDefinitionFile,
  readKnownTypes,
  type KnownType,
} from '../../main/ingest/types/definitionFiles'
import { keepDefinition, removeDefinition } from '../../main/ingest/types/ownDefinitions'
import type { Done } from '../done'
import { toStandardOutput, writeLines } from '../output'
import { withDatabase } from '../openDatabase'
import { place } from '../place'

interface DatabaseOption {
  readonly db?: string
}

export const typesCommand = (done: Done): Command => {
  const types = new Command('types').description(
    'Satellite types: what the station can read files as.',
  )
  types
    .command('list')
    .description('List them, with what was read as each.')
    .option('--db <path>', 'the database')
    .option('--json', 'print one JSON object per type and line')
    .action(async (options: DatabaseOption & { json?: boolean }) => done(await list(options)))
  types
    .command('show')
    .description('Print the definition of a type.')
    .argument('<type>', 'its name')
    .action(async (type: string) => done(await show(type)))
  types
    .command('check')
    .description('Say what is wrong with a file that holds a definition.')
    .argument('<file>', 'the file')
    .action(async (file: string) => done(await check(file)))
  types
    .command('add')
    .description('Take a definition among your own; files are read with it from now on.')
    .argument('<file>', 'the file that holds it')
    .action(async (file: string) => done(await add(file)))
  types
    .command('remove')
    .description('Remove one of your own definitions, where no package needs it.')
    .argument('<type>', 'its name')
    .option('--db <path>', 'the database')
    .action(async (type: string, options: DatabaseOption) => done(await remove(type, options)))
  return types
}

async function list({ db, json }: DatabaseOption & { json?: boolean }): Promise<number> {
  const { types, faulty } = await known()
  const uses = await usesIn(db)
  const rows = [...types].toSorted(([a], [b]) => (a < b ? -1 : 1))
  await writeLines(
    toStandardOutput,
    rows.map(([type, one]) => {
      const use = uses.get(type) ?? { packages: 0, revision: null }
      return json ? printableJson(JSON.stringify(listed(one, use))) : listedRow(one, use)
    }),
  )
  for (const file of faulty) complain(faultyWords(file))
  return faulty.length === 0 ? 0 : 1
}

function listed({ definition, path }: KnownType, { packages, revision }: TypeUse) {
  const { type, title, file, channels } = definition
  return { type, title, file: path, kind: file.kind, channels: channels.length, packages, revision }
}

function listedRow(known: KnownType, use: TypeUse): string {
  const { type, title, file, kind, channels, packages, revision } = listed(known, use)
  const read =
    revision === null ? 'not used yet' : `revision ${revision}, ${counted(packages, 'package')}`
  return [type, title, kind, counted(channels, 'channel'), read, file ?? 'built in']
    .map(printable)
    .join('\t')
}

async function show(type: string): Promise<number> {
  const one = (await known()).types.get(type)
  if (one === undefined) throw unknownType(type)
  const text = `${JSON.stringify(one.definition, null, 2)}\n`
  await toStandardOutput(text.split('\n').map(printableJson).join('\n'))
  return 0
}

async function check(file: string): Promise<number> {
  const { definition, faults } = await readDefinitionFile(resolve(file))
  if (definition === undefined) {
    for (const fault of faults) complain(`${file}: ${faultWords(fault)}`)
    return 1
  }
  process.stdout.write(`${printable(`${file}: ${definitionWords(definition)}`)}\n`)
  return 0
}

async function add(file: string): Promise<number> {
  const { definition, faults } = await readDefinitionFile(resolve(file))
  if (definition === undefined) {
    for (const fault of faults) complain(`${file}: ${faultWords(fault)}`)
    complain('Nothing was added.')
    return 1
  }
  const { types } = await known()
  const before = types.get(definition.type)
  const text = await readFile(resolve(file), 'utf8')
  const path = await keepDefinition(folder(), definition, text, before)
  const how = before === undefined ? 'new' : 'in place of what was there'
  process.stdout.write(`${printable(`${definitionWords(definition)}: ${how}, ${path}`)}\n`)
  return 0
}

async function remove(type: string, { db }: DatabaseOption): Promise<number> {
  const { types } = await known()
  const { packages } = (await usesIn(db)).get(type) ?? { packages: 0 }
  if (packages > 0 && !builtIn.has(type)) {
    throw new Error(
      `${counted(packages, 'package')} of ${type} ${packages === 1 ? 'needs' : 'need'} it. Remove those first.`,
    )
  }
  await removeDefinition(type, types.get(type))
  const now = builtIn.has(type) ? 'the built-in one is in use again' : 'it is no longer known'
  process.stdout.write(`${printable(`${type}: ${now}`)}\n`)
  return 0
}

const folder = (): string => definitionsFolder(place(undefined).dataFolder)
const known = () => readKnownTypes(folder())

/** What was read as each type; nothing where there is no database yet. */
async function usesIn(db: string | undefined): Promise<ReadonlyMap<string, TypeUse>> {
  let uses: ReadonlyMap<string, TypeUse> = new Map()
  if (db === undefined && !existsSync(place(db).databasePath)) return uses
  await withDatabase(db, async (open) => {
    uses = typeUses(open)
  })
  return uses
}

function complain(words: string): void {
  process.stderr.write(`downlink: ${printable(words)}\n`)
}

function definitionWords({ type, title, channels }: Definition): string {
  return `${type} (${title}), ${counted(channels.length, 'channel')}`
}

const unknownType = (type: string): Error =>
  new Error(`there is no satellite type ${type}. types list prints those that there are`)
