import { TaskCancelledError, type TaskFlag } from '../../workers/taskFlag'
import type { Durability } from '../connection/durability'
import { MendRefusedError } from './lock'

export type Outcome<T> = ({ readonly state: 'done' } & T) | { readonly state: 'cancelled' }

/**
 * Does a piece of mending in one transaction: all of it, or nothing when it is cancelled or fails.
 * It is on disk when this returns: nobody could import an operator's work again. What the database's
 * own rules refuse becomes a MendRefusedError.
 */
export function transact<T extends object>(
  durability: Durability,
  flag: TaskFlag,
  work: () => T,
): Outcome<T> {
  try {
    const result = durability.commit(() => {
      const done = work()
      flag.advance(0)
      return done
    })
    return { state: 'done', ...result }
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
