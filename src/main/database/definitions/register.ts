import { isDeepStrictEqual } from 'node:util'
import type { Definition } from '#shared/telemetry/definition'
import { columnsOf } from '../../record/layout'
import type { ReadDb, WriteDb } from '../handles'
import { tell } from '../feed/feed'
import { layoutFor } from './layouts'
import { latestRevision, type Revision } from './revisions'
import { makeViews } from './views'

/** What a station reads packages with, and who made it so. */
export interface DefinitionInUse {
  readonly definition: Definition
  readonly addedBy: string
}

/**
 * The revision that a definition is: the latest one of its type, or a new one where it differs from
 * that. Inside a transaction, in which the views are made anew for a new one.
 * @throws Error in plain words where the database can't have one more shape of records
 */
export function revisionFor(
  db: WriteDb,
  { definition: given, addedBy }: DefinitionInUse,
  now: string,
): Revision {
  const definition = said(given)
  const latest = latestRevision(db, definition.type)
  if (latest !== null && saysTheSame(latest, definition)) return latest
  const layout = layoutFor(db, columnsOf(definition))
  const revision = (latest?.revision ?? 0) + 1
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO definitions (type, revision, layout_id, json, added_by, added_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(definition.type, revision, layout.id, JSON.stringify(definition), addedBy, now)
  makeViews(db)
  const id = Number(lastInsertRowid)
  tell(db, { kind: 'defined', fileId: 0, subject: id, firstLine: 0, lastLine: 0 })
  return {
    id,
    type: definition.type,
    revision,
    layoutId: layout.id,
    definition,
    addedBy,
    addedAt: now,
  }
}

/**
 * Takes up what changed in the definitions of types that packages were read with: what they say of
 * units, factors, words and roles holds for what is stored too. Others become revisions when the
 * first package is read with them.
 */
export function renewDefinitions(
  db: WriteDb,
  inUse: readonly DefinitionInUse[],
  now: string,
): void {
  for (const one of inUse) if (needsRenewal(db, one)) revisionFor(db, one, now)
}

/** Whether `renewDefinitions` would change anything: a database that is busy need not be waited for. */
export function needRenewal(db: ReadDb, inUse: readonly DefinitionInUse[]): boolean {
  return inUse.some((one) => needsRenewal(db, one))
}

function needsRenewal(db: ReadDb, { definition }: DefinitionInUse): boolean {
  const latest = latestRevision(db, definition.type)
  return latest !== null && !saysTheSame(latest, said(definition))
}

/** What an editor reads of a definition says nothing of the type. */
function said(definition: Definition): Definition {
  const { $schema: _, ...rest } = definition
  return rest
}

function saysTheSame(latest: Revision, definition: Definition): boolean {
  return isDeepStrictEqual(latest.definition, JSON.parse(JSON.stringify(definition)))
}
