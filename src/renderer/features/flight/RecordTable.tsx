import type { FlightRecord } from '#shared/flight/records'
import { showInvisible } from '#shared/raw/pieces'
import type { FlightChannel } from '#shared/flight/channels'
import {
  memo,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react'
import { chooseRow } from '../../bridge/flightMoment'
import { recordsShown } from '../../bridge/flightRecords'
import { useFlightChannels } from '../../stores/flight/channels'
import { momentState, onMoment, shownRecord } from '../../stores/flight/moment'
import { useFlightRecords } from '../../stores/flight/records'
import { useFlightView } from '../../stores/flight/view'
import { rowAt } from '../../stores/paging/loadedRows'
import { channelTitle } from '../../ui/channelWords'
import { cx } from '../../ui/cx'
import { formatMicros } from '../../ui/format'
import { countText } from '#shared/numbers'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { numberText } from '../../ui/record/recordFields'
import { openRecordsPackage } from './RecordPane'
import styles from './RecordTable.module.css'

const ROW_HEIGHT = 24
const HEAD_HEIGHT = 26
/** Line, time, and what is said in words. */
const OTHER_COLUMNS = 3
/** Room for a number with all its digits, and for all others, px. */
const NUMBER_PX = 158
const OTHERS_PX = 378
const FILE_PX = 192
/** Characters of a value that fit its column; with an exponent there are up to 24. */
const VALUE_ROOM = 20
/** Characters that fit the column of packages. */
const NAME_ROOM = 24
/** The table follows the pointer once it rests: rows that fly by can't be read. */
const FOLLOW_MS = 150

/** The shortest text that is the very double; the longest are set a little closer. */
function Value({
  value,
  decimals,
}: {
  readonly value: number | null
  readonly decimals: number | null
}): ReactNode {
  const text = numberText(value, decimals)
  return (
    <div
      role="gridcell"
      className={cx(styles.number, text.length > VALUE_ROOM && styles.long)}
      title={value === null ? text : String(value)}
    >
      {text}
    </div>
  )
}

interface CellsProps {
  readonly row: FlightRecord
  readonly files: boolean
}

const Cells = memo(function Cells({ row, files }: CellsProps): ReactNode {
  const { record } = row
  const { day, time } = formatMicros(record.timestampUs)
  const plotted = useFlightChannels((s) => s.plotted)
  const strips = useFlightChannels((s) => s.strips)
  const words = strips
    .flatMap(({ name }) => record.instruments.find((own) => own.name === name)?.word ?? [])
    .map(showInvisible)
    .join(', ')
  return (
    <div className={cx(styles.cells, files && styles.withFile)} role="presentation">
      {files ? (
        <div role="gridcell">
          <Name keepEnd room={NAME_ROOM}>
            {row.fileName}
          </Name>
        </div>
      ) : null}
      <div role="gridcell" className={styles.number}>
        {countText(row.line)}
      </div>
      <div role="gridcell" className={styles.number} title={`${day} ${time} UTC`}>
        <span className={styles.day}>{day}</span>
        {time}
      </div>
      {plotted.map(({ name, decimals }) => (
        <Value key={name} value={record.values[name] ?? null} decimals={decimals} />
      ))}
      <div role="gridcell" className={styles.words} title={words}>
        {words}
      </div>
    </div>
  )
})

function Row({ index, files }: { readonly index: number; readonly files: boolean }): ReactNode {
  const row = useFlightRecords((s) => rowAt(s.list, index))
  return row === null ? (
    <div role="gridcell" aria-label="Loading" />
  ) : (
    <Cells row={row} files={files} />
  )
}

function Head({ files }: { readonly files: boolean }): ReactNode {
  const plotted = useFlightChannels((s) => s.plotted)
  return (
    <div className={cx(styles.cells, styles.head, files && styles.withFile)} role="row">
      {files ? <div role="columnheader">Package</div> : null}
      <div role="columnheader" className={styles.number}>
        Line
      </div>
      <div role="columnheader" className={styles.number}>
        Time, UTC
      </div>
      {plotted.map((channel) => (
        <div key={channel.name} role="columnheader" className={styles.number}>
          <Name>{headOf(channel)}</Name>
        </div>
      ))}
      <div role="columnheader" className={styles.words}>
        Status
      </div>
    </div>
  )
}

function headOf(channel: FlightChannel): string {
  const title = channelTitle(channel)
  return channel.unit === '' ? title : `${title}, ${channel.unit}`
}

/** The row of the record that is shown: at once when it was chosen, else once the pointer rests. */
function useActiveRow(): number | null {
  const [active, setActive] = useState(() => shownRecord(momentState())?.offset ?? null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const end = onMoment((state) => {
      const offset = shownRecord(state)?.offset ?? null
      if (timer !== null) clearTimeout(timer)
      timer = state.pointedUs === null ? null : setTimeout(() => setActive(offset), FOLLOW_MS)
      if (timer === null) setActive(offset)
    })
    return () => {
      if (timer !== null) clearTimeout(timer)
      end()
    }
  }, [])
  return active
}

/** How wide the rows are: a narrow pane is scrolled sideways. */
function tableStyle(
  numbers: number,
  files: boolean,
): CSSProperties & Record<`--${string}`, string> {
  const width = OTHERS_PX + numbers * NUMBER_PX + (files ? FILE_PX : 0)
  return {
    '--row-width': `${width}px`,
    '--numbers': numbers === 0 ? '' : `repeat(${numbers}, minmax(146px, 2fr))`,
  }
}

/** Every record of what is looked at, in the order of packages and lines. */
export function RecordTable({
  grid,
}: {
  readonly grid: RefObject<RowGridHandle | null>
}): ReactNode {
  const total = useFlightRecords((s) => s.list.total)
  const files = useFlightView((s) => s.scope?.kind === 'satellite')
  const plotted = useFlightChannels((s) => s.plotted.length)
  const active = useActiveRow()
  const own = useRef<number | null>(null)
  useEffect(() => {
    if (active !== null && active !== own.current) grid.current?.showRow(active)
  }, [grid, active])
  return (
    <div className={styles.table} style={tableStyle(plotted, files)}>
      <RowGrid
        label="Records"
        testId="record-table"
        count={total ?? 0}
        rowHeight={ROW_HEIGHT}
        columnCount={OTHER_COLUMNS + plotted + (files ? 1 : 0)}
        head={<Head files={files} />}
        headHeight={HEAD_HEIGHT}
        active={active}
        autoFocus={false}
        renderRow={(index) => <Row index={index} files={files} />}
        onActive={(index) => {
          own.current = index
          void chooseRow(index)
        }}
        onOpen={() => {
          const record = shownRecord(momentState())
          if (record !== null) openRecordsPackage(record)
        }}
        onRange={recordsShown}
        handle={grid}
      />
    </div>
  )
}
