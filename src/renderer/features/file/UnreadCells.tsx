import { firstCellWords } from '#shared/inbox/cellErrorWords'
import { showInvisible } from '#shared/raw/pieces'
import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import { countOf } from '../../ui/format'
import { Name } from '../../ui/Name'
import { KeyCounts } from './KeyCounts'

/** Cells that can't be read: their records are there without them, and this says which. */
export function UnreadCells(): ReactNode {
  const summary = useFilePage((s) => s.cellErrors)
  if (summary === null || summary.counts.length === 0) return null
  return (
    <KeyCounts
      label="Cells that can't be read"
      testId="cell-errors"
      title={`Cells that can’t be read, in ${countOf(summary.records, 'record')}:`}
      rows={summary.counts.map((cells) => ({
        id: `${cells.channel} ${cells.code}`,
        name: <Name>{cells.channel}</Name>,
        count: cells.count,
        firstLine: cells.firstLine,
        whatFirst: showInvisible(firstCellWords(cells)),
      }))}
    />
  )
}
