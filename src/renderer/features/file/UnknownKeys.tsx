import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import { Name } from '../../ui/Name'
import { KeyCounts } from './KeyCounts'

/** No name of a key is longer than this; one of a megabyte would hold the window up. */
const MOST_CHARACTERS = 120

function shortened(key: string): string {
  return key.length > MOST_CHARACTERS ? `${key.slice(0, MOST_CHARACTERS)}…` : key
}

/** Keys, or columns of a table, that the satellite type does not know: they were ignored, and this says which. */
export function UnknownKeys(): ReactNode {
  const keys = useFilePage((s) => s.unknownKeys)
  const what = useFilePage((s) => s.mismatch?.inNoChannel.what ?? 'key')
  if (keys === null || keys.length === 0) return null
  return (
    <KeyCounts
      label={`Unknown ${what}s`}
      testId="unknown-keys"
      title={`Unknown ${what}s, ignored:`}
      rows={keys.map(({ key, ...where }) => ({
        id: key ?? '',
        name: key === null ? 'others' : <Name>{shortened(key)}</Name>,
        ...where,
      }))}
    />
  )
}
