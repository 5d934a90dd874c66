import { countText } from '#shared/numbers'
import { inWords } from '../../systemError'
import { leftOutWords } from './leftOut'
import type { ExpectedCounts, SourceLedger, StoredCounts } from './types'

export type Proof =
  | {
      readonly stored: true
      /** What of the file is not in the database, in words; null when all is. */
      readonly leftOut: string | null
    }
  | { readonly stored: false; readonly reason: string }

/**
 * Whether every line of the file is safe: on disk, and there for a new connection that opens the
 * database by its path. Never rejects: what can't be shown is not so.
 *
 * @param expected what was counted while reading; null for a file of an earlier run, whose own row
 *   is then all there is to compare with
 */
export async function proveStored(
  fileId: number,
  expected: ExpectedCounts | null,
  ledger: Pick<SourceLedger, 'barrier' | 'readBack'>,
): Promise<Proof> {
  let found: StoredCounts | null
  try {
    await ledger.barrier(fileId)
    found = await ledger.readBack(fileId)
  } catch (error) {
    return { stored: false, reason: `Its lines can't be shown to be on disk: ${inWords(error)}` }
  }
  if (found === null) {
    return { stored: false, reason: 'The database file does not have this file. Was it replaced?' }
  }
  const fault = faultOf(found, expected)
  return fault === null
    ? { stored: true, leftOut: leftOutWords(found.leftOut) }
    : { stored: false, reason: `The database does not hold all that was read: ${fault}.` }
}

function faultOf(found: StoredCounts, expected: ExpectedCounts | null): string | null {
  if (found.status !== 'complete') return `the file is ${found.status} there`
  const pairs: [string, number, number][] = [
    ['imported and bad lines', found.importedLines + found.errorLines, found.totalLines],
    ['records', found.storedRecords, found.importedLines],
    ['bad lines', found.storedErrors, found.errorLines],
  ]
  if (expected !== null) pairs.push(['lines', found.totalLines, expected.totalLines])
  const wrong = pairs.find(([, has, wanted]) => has !== wanted)
  if (wrong !== undefined) {
    const [what, has, wanted] = wrong
    return `${countText(has)} ${what} instead of ${countText(wanted)}`
  }
  if (
    found.fingerprint === null ||
    (expected !== null && found.fingerprint !== expected.fingerprint)
  ) {
    return 'its fingerprint is not the one of the file'
  }
  return null
}
