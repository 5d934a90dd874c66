import type { FileRecord } from '#shared/files'
import { Replace, Trash2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { askRemoval, undoRemoval } from '../../bridge/removals'
import { mayRemove } from '../../stores/files/view'
import { Button } from '../../ui/Button'

function mayReplace(record: FileRecord): boolean {
  return mayRemove(record) && record.replacing === null
}

function mayUndo({ removal }: FileRecord): boolean {
  return removal?.freeing === 'none'
}

function mayFree({ removal }: FileRecord): boolean {
  return removal !== null && removal.freeing !== 'done'
}

/** Does what a key of the page means for removing; false when it means nothing for this package. */
export function removalKey(key: string, shift: boolean, record: FileRecord): boolean {
  const removes = key === 'Delete' && !shift
  const frees = key === 'Delete' && shift
  if (removes && mayRemove(record)) void askRemoval('remove', record)
  else if (key === 'R' && mayReplace(record)) void askRemoval('replace', record)
  else if (key === 'u' && mayUndo(record)) void undoRemoval(record)
  else if (frees && mayFree(record)) void askRemoval('free', record)
  else return false
  return true
}

/** Takes a package at rest out, or puts another one in its place. */
export function RemovalButtons({ record }: { readonly record: FileRecord }): ReactNode {
  return (
    <>
      {mayReplace(record) ? (
        <Button
          keys="Shift+R"
          tip="Put a corrected copy in its place"
          icon={<Replace size={15} aria-hidden />}
          onPress={() => void askRemoval('replace', record)}
        >
          Replace…
        </Button>
      ) : null}
      {mayRemove(record) ? (
        <Button
          keys="Delete"
          tip="Take everything it stored out of every view; can be undone"
          icon={<Trash2 size={15} aria-hidden />}
          onPress={() => void askRemoval('remove', record)}
        >
          Remove…
        </Button>
      ) : null}
    </>
  )
}

/** What can still be done about a package that was removed. */
export function RemovedSteps({ record }: { readonly record: FileRecord }): ReactNode {
  return (
    <>
      {mayFree(record) ? (
        <Button
          keys="S"
          tip="Delete its rows for good, so that the next packages use their space"
          onPress={() => void askRemoval('free', record)}
        >
          {record.removal?.freeing === 'begun' ? 'Free the rest…' : 'Free space…'}
        </Button>
      ) : null}
      {mayUndo(record) ? (
        <Button
          keys="U"
          tip="Bring it back exactly as it was"
          icon={<Undo2 size={15} aria-hidden />}
          onPress={() => void undoRemoval(record)}
        >
          Undo
        </Button>
      ) : null}
    </>
  )
}
