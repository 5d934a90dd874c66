import type { Channel, Role } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import type { ReadDb, WriteDb } from '../handles'
import { layouts, wordsSql, type Layout, type StoredColumn } from './layouts'
import { presentOf, revisions } from './revisions'
import { scaledSql } from './scaling'
import { sqlName, sqlText } from './sqlText'
import { stateRawSql, stateWordSql } from './stateWords'

/** How many values of one call of a SQL function; it has room for 127. */
const MOST_PAIRS = 60

/** The roles that the view of all types has, in its order. */
const publicRoles = ['velocity', 'altitude', 'latitude', 'longitude'] as const

/**
 * Makes the public views anew: `telemetry` of all types by roles, and `telemetry_<type>` of each by
 * the names of its channels. To be called in the transaction that adds a layout or a revision: a
 * factor, a word or a role takes effect at once, for what is stored too.
 */
export function makeViews(db: WriteDb): void {
  const shapes = shapesOf(db)
  for (const name of viewNames(db)) db.exec(`DROP VIEW ${sqlName(name)}`)
  db.exec(`
    CREATE VIEW stored_telemetry AS ${union(branchesOfAll(shapes))};
    CREATE VIEW telemetry AS SELECT * FROM stored_telemetry WHERE ${NOT_HIDDEN};`)
  for (const [type, ofType] of Map.groupBy(shapes, ({ latest }) => latest.type)) {
    const names = [...new Set(ofType.flatMap(({ latest, all }) => namesOf([...all, latest])))]
    const columns = names.map((name) => ({
      name,
      hasRaw: ofType.some((shape) => hasRaw(shape, name)),
    }))
    db.exec(`
      CREATE VIEW ${sqlName(`telemetry_${type}`)} AS
        SELECT * FROM (${union(ofType.map((shape) => branchOfType(shape, columns)))})
        WHERE ${NOT_HIDDEN}`)
  }
}

const NOT_HIDDEN = 'file_id NOT IN (SELECT hidden_files.file_id FROM hidden_files)'

/** Records of one type in one layout, and how they are read now. */
interface Shape {
  readonly layout: Layout
  /** Rows of `definitions` that were read with. */
  readonly definitionIds: readonly number[]
  readonly all: readonly Definition[]
  /** As `presentOf` has it. */
  readonly latest: Definition
}

function shapesOf(db: ReadDb): Shape[] {
  const all = revisions(db)
  return layouts(db).flatMap((layout) => {
    const ofLayout = all.filter(({ layoutId }) => layoutId === layout.id)
    const types = Map.groupBy(ofLayout, ({ type }) => type)
    return [...types].flatMap(([type, found]) => {
      const latest = presentOf(all.filter((revision) => revision.type === type))
      if (latest === null) return []
      return {
        layout,
        definitionIds: found.map(({ id }) => id),
        all: found.map(({ definition }) => definition),
        latest,
      }
    })
  })
}

function viewNames(db: ReadDb): string[] {
  return db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'view'
       AND (name IN ('telemetry', 'stored_telemetry') OR name GLOB 'telemetry_*')`,
    )
    .pluck()
    .all()
}

function union(branches: readonly string[]): string {
  return branches.join(' UNION ALL ')
}

const KEY = 'id, id >> 32 AS file_id, id & 4294967295 AS line, timestamp_us'

/** Every layout once, and apart only those types of it that are read in different ways. */
function branchesOfAll(shapes: readonly Shape[]): string[] {
  return [...Map.groupBy(shapes, ({ layout }) => layout.id).values()].flatMap((ofLayout) => {
    const ways = [...Map.groupBy(ofLayout, columnsOfAll)]
    return ways.map(([columns, same]) => {
      const from = same[0]?.layout.table ?? ''
      const where = ways.length === 1 ? '' : ` WHERE ${ofDefinitions(same)}`
      return `SELECT ${KEY}, ${columns} FROM ${from}${where}`
    })
  })
}

function ofDefinitions(shapes: readonly Shape[]): string {
  const ids = shapes.flatMap(({ definitionIds }) => definitionIds)
  return `id >> 32 IN (SELECT files.id FROM files WHERE definition_id IN (${ids.join(', ')}))`
}

function columnsOfAll(shape: Shape): string {
  const roles = publicRoles.map((role) => `${ofRole(shape, role)} AS ${role}`)
  return [...roles, `${instruments(shape)} AS instruments`].join(', ')
}

function ofRole({ layout, latest }: Shape, role: Role): string {
  const channel = latest.channels.find((one) => one.kind === 'number' && one.role === role)
  const stored = channel === undefined ? undefined : columnOf(layout, channel.name)
  return channel?.kind === 'number' && stored !== undefined
    ? scaledSql(stored.column, channel)
    : 'NULL'
}

function columnOf({ columns }: Layout, name: string): StoredColumn | undefined {
  return columns.find((column) => column.name === name)
}

/** The JSON text of all that is said by a word: states too. What is missing is absent. */
function instruments(shape: Shape): string {
  const states = shape.layout.columns.flatMap((column) => {
    if (column.kind !== 'state') return []
    const channel = channelOf(shape.latest, column.name)
    return `${sqlText(column.name)}, ${stateWordSql(column, channel)}`
  })
  if (states.length === 0) return wordsSql(shape.layout)
  const objects: string[] = []
  for (let i = 0; i < states.length; i += MOST_PAIRS) {
    objects.push(`json_object(${states.slice(i, i + MOST_PAIRS).join(', ')})`)
  }
  // A patch drops what is null; words come last, because they have what no column could hold.
  const said = objects.reduce((json, object) => `json_patch(${json}, ${object})`, `'{}'`)
  return `json_patch(${said}, ${wordsSql(shape.layout)})`
}

function namesOf(definitions: readonly Definition[]): string[] {
  return definitions.flatMap(({ channels }) => channels.map(({ name }) => name))
}

interface PublicColumn {
  readonly name: string
  readonly hasRaw: boolean
}

/** Whether a channel is shown otherwise than the file says it. */
function hasRaw({ layout, latest }: Shape, name: string): boolean {
  const channel = channelOf(latest, name)
  if (channel?.kind === 'number') return channel.scale !== undefined || channel.offset !== undefined
  return channel?.kind === 'state' || columnOf(layout, name)?.kind === 'state'
}

function channelOf({ channels }: Definition, name: string): Channel | undefined {
  return channels.find((channel) => channel.name === name)
}

function branchOfType(shape: Shape, columns: readonly PublicColumn[]): string {
  const list = columns.flatMap(({ name, hasRaw: isWanted }) => {
    const { shown, raw } = readings(shape, name)
    const column = `${shown} AS ${sqlName(name)}`
    return isWanted ? [column, `${raw} AS ${sqlName(`${name}_raw`)}`] : [column]
  })
  const from = `FROM ${shape.layout.table} WHERE ${ofDefinitions([shape])}`
  return `SELECT ${[KEY, ...list].join(', ')} ${from}`
}

/** A channel as it is shown, and as the file says it. */
function readings(shape: Shape, name: string): { readonly shown: string; readonly raw: string } {
  const latest = channelOf(shape.latest, name)
  const stored = columnOf(shape.layout, name)
  if (stored?.kind === 'number') {
    const shown = latest?.kind === 'number' ? scaledSql(stored.column, latest) : stored.column
    return { shown, raw: stored.column }
  }
  const said = `${wordsSql(shape.layout)} ->> ${sqlText(`$.${name}`)}`
  if (stored === undefined) return { shown: said, raw: said }
  return {
    shown: `coalesce(${stateWordSql(stored, latest)}, ${said})`,
    raw: `coalesce(${stateRawSql(stored)}, ${said})`,
  }
}
