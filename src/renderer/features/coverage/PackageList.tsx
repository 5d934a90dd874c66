import type { CoveredPackage, Coverage } from '#shared/flight/coverage'
import { memo, type ReactNode } from 'react'
import { openFlightOf } from '../../bridge/flight'
import { coverageState, useCoverage } from '../../stores/coverage/coverage'
import { navigationState } from '../../stores/navigation/navigation'
import { cx } from '../../ui/cx'
import { countOf, formatCount, formatMicroLength } from '../../ui/format'
import { RowGrid } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import styles from './CoverageView.module.css'
import { placeIn } from './span'
import { momentText } from './words'

const ROW_HEIGHT = 32
const COLUMNS = 6
/** Characters of the narrowest name column. */
const NAME_ROOM = 20

interface CellsProps {
  readonly row: CoveredPackage
  readonly span: TimeSpan
  readonly overlaps: number
}

function Bars({ row, span }: Pick<CellsProps, 'row' | 'span'>): ReactNode {
  return (
    <div className={styles.lane} aria-hidden>
      {row.stretches.map((stretch) => {
        const { left, width } = placeIn(span, stretch)
        return (
          <span
            key={stretch.fromUs}
            style={{ left: `${left * 100}%`, width: `max(2px, ${width * 100}%)` }}
          />
        )
      })}
    </div>
  )
}

/** '2 gaps inside, overlaps 1 other'. */
function noteOf({ stretches }: CoveredPackage, overlaps: number): string {
  const parts = [
    stretches.length === 1 ? '' : countOf(stretches.length - 1, 'gap inside', 'gaps inside'),
    overlaps === 0 ? '' : `overlaps ${countOf(overlaps, 'other')}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

const Cells = memo(function Cells({ row, span, overlaps }: CellsProps): ReactNode {
  return (
    <div className={styles.cells} role="presentation">
      <div role="gridcell" className={styles.name}>
        <Name keepEnd room={NAME_ROOM}>
          {row.name}
        </Name>
      </div>
      <div role="gridcell" className={styles.number}>
        {formatCount(row.records)}
      </div>
      <div role="gridcell" className={styles.number}>
        {momentText(row.fromUs)}
      </div>
      <div role="gridcell" className={styles.number}>
        {formatMicroLength(row.toUs - row.fromUs)}
      </div>
      <div role="gridcell" className={cx(styles.note, overlaps > 0 && styles.attention)}>
        {noteOf(row, overlaps)}
      </div>
      <div role="gridcell" className={styles.laneCell}>
        <Bars row={row} span={span} />
      </div>
    </div>
  )
})

function Head(): ReactNode {
  return (
    <div className={cx(styles.cells, styles.head)} role="row">
      <div role="columnheader">Package</div>
      <div role="columnheader" className={styles.number}>
        Records
      </div>
      <div role="columnheader" className={styles.number}>
        First record, UTC
      </div>
      <div role="columnheader" className={styles.number}>
        Length
      </div>
      <div role="columnheader">Gaps, overlaps</div>
      <div role="columnheader">Its time</div>
    </div>
  )
}

/** How many others each package shares time with. */
function overlapCounts({ overlaps }: Coverage): ReadonlyMap<number, number> {
  const others = new Map<number, Set<number>>()
  for (const { fileIds } of overlaps) {
    for (const fileId of fileIds) {
      const known = others.get(fileId) ?? new Set<number>()
      others.set(fileId, known)
      for (const other of fileIds) if (other !== fileId) known.add(other)
    }
  }
  return new Map([...others].map(([fileId, known]) => [fileId, known.size]))
}

interface PackageListProps {
  readonly coverage: Coverage
  readonly span: TimeSpan
}

/** The packages of a satellite by their time, each with its place in the whole. */
export function PackageList({ coverage, span }: PackageListProps): ReactNode {
  const { packages, satelliteType } = coverage
  const chosenId = useCoverage((s) => s.chosenId)
  const chosen = packages.findIndex(({ fileId }) => fileId === chosenId)
  const counts = overlapCounts(coverage)
  const { placeChosen } = navigationState().actions
  const idAt = (index: number): number => packages[index]?.fileId ?? 0
  return (
    <RowGrid
      label="Packages"
      testId="coverage-list"
      count={packages.length}
      rowHeight={ROW_HEIGHT}
      columnCount={COLUMNS}
      head={<Head />}
      headHeight={ROW_HEIGHT}
      active={chosen === -1 ? (packages.length > 0 ? 0 : null) : chosen}
      renderRow={(index) => {
        const row = packages[index]
        if (row === undefined) return null
        return <Cells row={row} span={span} overlaps={counts.get(row.fileId) ?? 0} />
      }}
      onActive={(index) => coverageState().actions.packageChosen(idAt(index))}
      onOpen={(index) => placeChosen({ view: 'file', fileId: idAt(index) })}
      onRowKey={(index, key) => {
        if (key === 'h') placeChosen({ view: 'health', fileId: idAt(index) })
        else if (key === 'f') openFlightOf(idAt(index), satelliteType)
        else return false
        return true
      }}
    />
  )
}
