import { TaskCancelledError, type TaskFlag } from '../../workers/taskFlag'
import type { WriteDb } from '../handles'
import { MendRefusedError } from './lock'

export type Outcome<T> = ({ readonly state: 'done' } & T) | { readonly state: 'cancelled' }

/**
 * Does a piece of mending in one transaction: all of it, or nothing when it is cancelled or fails.
 * What the database's own rules refuse becomes a MendRefusedError.
 */
export function transact<T extends object>(db: WriteDb, flag: TaskFlag, work: () => T): Outcome<T> {
  try {
    const result = db.transaction(() => {
      const done = work()
      flag.advance(0)
      return done
    })
    return { state: 'done', ...result.immediate() }
  } catch (error) {
    if (error instanceof TaskCancelledError) return { state: 'cancelled' }
    if (!isConstraint(error)) throw error
    throw new MendRefusedError(
      `The database does not take these records (${error.message}). Nothing was changed.`,
    )
  }
}

function isConstraint(error: unknown): error is Error {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return typeof code === 'string' && code.startsWith('SQLITE_CONSTRAINT')
}
