import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Definition } from '#shared/telemetry/definition'
import { makeFolder } from '../../makeFolder'
import { draftName, makeFile, replaceName } from '../../newFile'
import { syncFolder } from '../../syncFolder'
import type { KnownType } from './definitionFiles'

/**
 * Keeps a definition among an operator's own, where it takes the place of what they had of its type.
 *
 * @param text as it is written: an operator's own order and blanks stay
 * @param before what is known of its type now
 * @returns the file that it is kept in
 * @throws Error with words; the system's error, and then nothing has changed
 */
export async function keepDefinition(
  folder: string,
  { type }: Definition,
  text: string,
  before: KnownType | undefined,
): Promise<string> {
  const path = before?.path ?? join(folder, `${type}.json`)
  makeFolder(folder)
  await makeFile({ draft: draftName(path), path }, replaceName, (write) => write(text))
  return path
}

/**
 * Removes an operator's own definition of a type. A built-in one of the same name is in use again.
 * Every revision that packages were read with stays in the database.
 *
 * @throws Error with words where there is nothing that could be removed
 */
export async function removeDefinition(type: string, known: KnownType | undefined): Promise<void> {
  if (known === undefined) throw new Error(`This station does not know the satellite type ${type}.`)
  if (known.path === null) {
    throw new Error(`${type} comes with the station and can't be removed.`)
  }
  await rm(known.path)
  await syncFolder(dirname(known.path))
}
