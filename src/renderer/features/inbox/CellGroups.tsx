import type { LineCode } from '#shared/codes'
import { cellReason, unreadWords } from '#shared/inbox/cellErrorWords'
import type { CellGroup, FoundCell } from '#shared/inbox/cellErrors'
import { showInvisible } from '#shared/raw/pieces'
import { ChevronRight } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { chooseCellGroup, followCells, LISTED_CELLS } from '../../bridge/inboxCells'
import { sameGroup, useCells } from '../../stores/inbox/cells'
import { navigationState } from '../../stores/navigation/navigation'
import { cx } from '../../ui/cx'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import styles from './CellGroups.module.css'

/** With its reason where that is not what the whole group has. */
function Cell({ cell, code }: { readonly cell: FoundCell; readonly code: LineCode }): ReactNode {
  const { fileId, fileName, line, raw } = cell
  const reason = cellReason(code, raw)
  return (
    <tr>
      <td className={styles.line}>{countText(line)}</td>
      <td className={styles.raw} title={showInvisible(raw)}>
        {showInvisible(raw)}
        {reason === cellReason(code, null) ? null : <span className={styles.reason}>{reason}</span>}
      </td>
      <td>
        <button
          type="button"
          className={styles.file}
          aria-label={`Open the page of ${showInvisible(fileName)}`}
          onClick={() => navigationState().actions.placeChosen({ view: 'file', fileId })}
        >
          <Name keepEnd>{fileName}</Name>
        </button>
      </td>
    </tr>
  )
}

function Cells({ group }: { readonly group: CellGroup }): ReactNode {
  const cells = useCells((s) => s.cells)
  if (cells === null) return <div aria-busy />
  return (
    <table className={styles.cells}>
      <thead>
        <tr>
          <th className={styles.line}>Line</th>
          <th>Cell</th>
          <th>Package</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <Cell key={`${cell.fileId} ${cell.line}`} cell={cell} code={group.code} />
        ))}
      </tbody>
      {group.cells > cells.length ? (
        <caption className={styles.more}>
          {cells.length < LISTED_CELLS
            ? `The text of ${countText(cells.length)} of ${countText(group.cells)} is kept.`
            : `The first ${countText(cells.length)} of ${countText(group.cells)}.`}
        </caption>
      ) : null}
    </table>
  )
}

function Group({ group }: { readonly group: CellGroup }): ReactNode {
  const isOpen = useCells((s) => s.open !== null && sameGroup(s.open, group))
  const { label, code, cells, files, satelliteType } = group
  return (
    <li>
      <button
        type="button"
        className={styles.group}
        aria-expanded={isOpen}
        onClick={() => chooseCellGroup(group)}
        data-testid="cell-group"
      >
        <ChevronRight size={14} className={cx(isOpen && styles.turned)} aria-hidden />
        <span>
          {unreadWords(showInvisible(label), cells)} in {countOf(files, 'package')}
        </span>
        <span className={styles.muted}>
          {cellReason(code, null)}, {satelliteType}
        </span>
      </button>
      {isOpen ? <Cells group={group} /> : null}
    </li>
  )
}

/** Cells that can't be read in lines that are good without them: their records lack a value. */
export function CellGroups(): ReactNode {
  useEffect(() => followCells(), [])
  const groups = useCells((s) => s.groups)
  if (groups.length === 0) return null
  return (
    <section className={styles.section} aria-label="Cells that can't be read" tabIndex={0}>
      <h2 className={styles.title}>
        Cells that can’t be read
        <span className={styles.muted}>their records are stored without them</span>
      </h2>
      <ul>
        {groups.map((group) => (
          <Group key={`${group.satelliteType} ${group.channel} ${group.code}`} group={group} />
        ))}
      </ul>
    </section>
  )
}
