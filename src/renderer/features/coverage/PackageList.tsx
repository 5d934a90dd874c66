import type { CoveredPackage } from '#shared/flight/coverage'
import { memo, useCallback, useEffect, useRef, type ReactNode } from 'react'
import { packagesShown } from '../../bridge/coverage'
import { openFlightOf } from '../../bridge/flight'
import { coverageState, useCoverage } from '../../stores/coverage/coverage'
import { navigationState } from '../../stores/navigation/navigation'
import { rowAt } from '../../stores/paging/loadedRows'
import { cx } from '../../ui/cx'
import { countOf, formatMicroLength } from '../../ui/format'
import { countText } from '#shared/numbers'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { Drawing, type Draw } from '../../ui/plot/Drawing'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { usePlotColours } from '../../ui/plot/tokens'
import { drawColumns } from './columns'
import styles from './CoverageView.module.css'
import { momentText, namesText } from './words'

const ROW_HEIGHT = 32
const COLUMNS = 6
/** Characters that fit the name column. */
const NAME_ROOM = 32
const OTHER_ROOM = 18

interface CellsProps {
  readonly row: CoveredPackage
  readonly span: TimeSpan
}

/** Its time, drawn like the line above. */
function Lane({ row, span }: CellsProps): ReactNode {
  const colours = usePlotColours()
  const columns = useCoverage((s) => s.columns)
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      context.fillStyle = colours.accent
      const shown = { width, top: 0, height }
      drawColumns(context, { ...columns, shares: row.covered }, span, shown)
    },
    [colours, columns, row, span],
  )
  return (
    <div className={styles.lane} aria-hidden>
      <Drawing draw={draw} />
    </div>
  )
}

/** '2 gaps inside', 'overlaps a.json', '1 gap, overlaps 1 package': a name needs room. */
function Note({ row: { gaps, overlaps } }: { readonly row: CoveredPackage }): ReactNode {
  if (overlaps.count === 0) return gaps === 0 ? '' : countOf(gaps, 'gap inside', 'gaps inside')
  const [other] = overlaps.named
  if (gaps > 0 || overlaps.count > 1 || other === undefined) {
    const inside = gaps === 0 ? '' : `${countOf(gaps, 'gap')}, `
    return `${inside}overlaps ${countOf(overlaps.count, 'package')}`
  }
  return (
    <span className={styles.other}>
      <span>overlaps </span>
      <Name keepEnd room={OTHER_ROOM}>
        {other.name}
      </Name>
    </span>
  )
}

const Cells = memo(function Cells({ row, span }: CellsProps): ReactNode {
  const others = row.overlaps.count
  return (
    <div className={styles.cells} role="presentation">
      <div role="gridcell" className={styles.name}>
        <Name keepEnd room={NAME_ROOM}>
          {row.name}
        </Name>
      </div>
      <div role="gridcell" className={styles.number}>
        {countText(row.records)}
      </div>
      <div role="gridcell" className={styles.number}>
        {momentText(row.fromUs)}
      </div>
      <div role="gridcell" className={styles.number}>
        {formatMicroLength(row.toUs - row.fromUs)}
      </div>
      <div
        role="gridcell"
        className={cx(styles.note, others > 0 && styles.attention)}
        title={
          others > 0 ? `Has records of the same time as ${namesText(row.overlaps)}` : undefined
        }
      >
        <Note row={row} />
      </div>
      <div role="gridcell" className={styles.laneCell}>
        <Lane row={row} span={span} />
      </div>
    </div>
  )
})

/** A row that is not loaded yet keeps its place. */
function Row({ index, span }: { readonly index: number; readonly span: TimeSpan }): ReactNode {
  const row = useCoverage((s) => rowAt(s.list, index))
  return row === null ? <div role="gridcell" aria-busy /> : <Cells row={row} span={span} />
}

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

function openPackage(fileId: number): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}

function onRowKey(index: number, key: string): boolean {
  const { list, satelliteType } = coverageState()
  const fileId = rowAt(list, index)?.fileId
  if (fileId === undefined || satelliteType === null) return false
  if (key === 'h') navigationState().actions.placeChosen({ view: 'health', fileId })
  else if (key === 'f') openFlightOf(fileId, satelliteType)
  else return false
  return true
}

/** The packages of a satellite by their time, each with its place in what is looked at. */
export function PackageList({ span }: { readonly span: TimeSpan }): ReactNode {
  const grid = useRef<RowGridHandle>(null)
  const total = useCoverage((s) => s.list.total ?? 0)
  const chosen = useCoverage((s) => s.chosen)
  const moment = useCoverage((s) => s.moment)
  useEffect(() => {
    if (chosen !== null) grid.current?.showRow(chosen)
  }, [chosen])
  // Who clicked on the line goes on with the package that is there.
  useEffect(() => {
    if (moment !== null) grid.current?.focus()
  }, [moment])
  return (
    <RowGrid
      label="Packages"
      testId="coverage-list"
      count={total}
      rowHeight={ROW_HEIGHT}
      columnCount={COLUMNS}
      head={<Head />}
      headHeight={ROW_HEIGHT}
      active={total === 0 ? null : Math.min(chosen ?? 0, total - 1)}
      renderRow={(index) => <Row index={index} span={span} />}
      onActive={(index) => coverageState().actions.packageChosen(index)}
      onOpen={(index) => {
        const row = rowAt(coverageState().list, index)
        if (row !== null) openPackage(row.fileId)
      }}
      onRowKey={onRowKey}
      onRange={packagesShown}
      handle={grid}
    />
  )
}
