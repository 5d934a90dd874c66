import { readFile } from 'node:fs/promises'
import { countText } from '#shared/numbers'
import { builtIn } from '#shared/telemetry/builtIn'
import type { typeCalls, KnownType as ListedType, TypeRevision } from '#shared/telemetry/calls'
import { changesOf, changeWords } from '#shared/telemetry/changes'
import type { Definition } from '#shared/telemetry/definition'
import type { TypeUse } from '../../database/definitions/typeUses'
import type { DatabaseService } from '../databaseService/databaseService'
import type { FileParsersSupervisor } from '../parsers/fileParsersSupervisor'
import type { Answers } from '../../answers'
import { readDefinitionText, type KnownType } from './definitionFiles'
import { keepDefinition, removeDefinition } from './ownDefinitions'
import type { SatelliteTypes } from './satelliteTypes'

interface TypeAnswersDeps {
  readonly database: DatabaseService
  readonly types: SatelliteTypes
  readonly parsers: () => FileParsersSupervisor
}

/** What an operator does with satellite types. Each throws an Error with words. */
export function typeAnswers({
  database,
  types: kept,
  parsers,
}: TypeAnswersDeps): Answers<keyof typeof typeCalls> {
  return {
    'types:list': async () => {
      const { types, faulty, folder } = kept
      const uses = await database.read('typeUses')
      return {
        types: [...types.values()]
          .map((known) => listed(known, uses.get(known.definition.type)))
          .toSorted((a, b) => (a.type < b.type ? -1 : 1)),
        faulty: faulty.map(({ path, faults }) => ({ file: path, faults: [...faults] })),
        folder,
      }
    },

    'types:detail': async ({ type }) => {
      const known = kept.types.get(type)
      if (known === undefined) return null
      const uses = await database.read('typeUses')
      const stored = await database.read('revisionsOf', { type })
      const revisions = stored.map((revision, i): TypeRevision => {
        const before = stored[i - 1]
        const { addedBy, addedAt, packages, definition } = revision
        const changes =
          before === undefined ? [] : changeWords(changesOf(before.definition, definition))
        const text = asText(definition)
        return { revision: revision.revision, addedBy, addedAt, packages, text, changes }
      })
      return {
        ...listed(known, uses.get(type)),
        definition: known.definition,
        text: await textOf(known),
        revisions: revisions.toReversed(),
      }
    },

    'types:check': async ({ text }) => {
      const { definition, faults } = await readDefinitionText(text)
      if (definition === undefined) return { state: 'faulty', faults: [...faults] }
      const { type, title, channels } = definition
      const before = kept.types.get(type)
      return {
        state: 'good',
        type,
        title,
        channels: channels.length,
        isNew: before === undefined,
        effects: before === undefined ? [] : changeWords(changesOf(before.definition, definition)),
      }
    },

    'types:keep': async ({ text }) => {
      const { definition, faults } = await readDefinitionText(text)
      if (definition === undefined) {
        throw new Error(`This is no definition: ${faults.length} faults are in it.`)
      }
      await keepDefinition(kept.folder, definition, text, kept.types.get(definition.type))
      await kept.reload()
      return { type: definition.type }
    },

    'types:remove': async ({ type }) => {
      const { packages = 0 } = (await database.read('typeUses')).get(type) ?? {}
      if (packages > 0 && !builtIn.has(type)) {
        const need = packages === 1 ? '1 package needs' : `${countText(packages)} packages need`
        throw new Error(`${need} ${type}. Remove ${packages === 1 ? 'it' : 'them'} first.`)
      }
      await removeDefinition(type, kept.types.get(type))
      await kept.reload()
    },

    'types:candidates': ({ fileId }) => parsers().candidates(fileId),

    'types:tell': async ({ fileId, told }) => {
      await parsers().tell(fileId, told)
    },
  }
}

function listed({ definition, path }: KnownType, use: TypeUse | undefined): ListedType {
  const { type, title, channels } = definition
  return {
    type,
    title,
    channels: channels.length,
    file: path,
    isBuiltIn: builtIn.has(type),
    packages: use?.packages ?? 0,
    revision: use?.revision ?? null,
  }
}

/** A file that is gone, or no good any more, keeps its type as it was. */
async function textOf({ definition, path }: KnownType): Promise<string> {
  if (path === null) return asText(definition)
  const text = await readFile(path, 'utf8').catch(() => '')
  const now = await readDefinitionText(text)
  return now.definition?.type === definition.type ? text : asText(definition)
}

function asText(definition: Definition): string {
  return `${JSON.stringify(definition, null, 2)}\n`
}
