import { showInvisible } from '#shared/raw/pieces'
import type { ComponentStatus } from '#shared/status'
import type { ComponentAction } from '#shared/steering/actions'
import { parserId } from '#shared/steering/ids'
import { offersOf } from '#shared/steering/offers'
import { memo, useMemo, useRef, useState, type ReactNode } from 'react'
import { steer } from '../../bridge/pipeline'
import { tell } from '../../bridge/tell'
import { navigationState } from '../../stores/navigation/navigation'
import { pipelineState, usePipeline } from '../../stores/pipeline/pipeline'
import { partTip, partTitle } from '../../stores/pipeline/partWords'
import { RATE_SECONDS } from '../../stores/pipeline/recentRates'
import { stationState, useStation } from '../../stores/station/station'
import { cx } from '../../ui/cx'
import { countText } from '#shared/numbers'
import { PointMenu, type PointMenuItem } from '../../ui/list/PointMenu'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { Sparkline } from '../../ui/Sparkline'
import { State } from '../../ui/State'
import { useCalm } from '../../ui/useCalm'
import styles from './ComponentTree.module.css'
import { LoadBar } from './LoadBar'
import { treeRows, type TreeRow } from './tree'
import { actionKeys, depthText, memoryText, rateText, stateOf } from './words'

const ROW_HEIGHT = 30
const HEAD_HEIGHT = 28
const COLUMNS = 8
const INDENT = 16
/** Characters that fit the last column at its narrowest. */
const DETAIL_ROOM = 20
/** Characters that fit the first column, two steps in. */
const NAME_ROOM = 20

const none: readonly ComponentStatus[] = []

function Spark({ id }: { readonly id: string }): ReactNode {
  const values = usePipeline((s) => s.rates.byId.get(id))
  if (values === undefined || !values.some((value) => value > 0)) return null
  return (
    <Sparkline
      label="Rate over the last minute"
      values={values}
      room={RATE_SECONDS}
      width={56}
      height={16}
    />
  )
}

/** What changes with every chunk is shown calmly. */
const Cells = memo(function Cells({ component, depth }: TreeRow): ReactNode {
  const shown = useCalm(component)
  const detail = showInvisible(shown.detail)
  const error = component.lastError
  const isParser = component.file !== undefined && component.id === parserId(component.file.id)
  // One at work says by which package; one that stands says why, and is the package.
  const namesPackage = isParser && component.state !== 'running'
  return (
    <div
      className={styles.cells}
      role="presentation"
      data-testid="component-row"
      data-component={component.name}
      data-state={component.state}
    >
      <div role="gridcell" title={partTip(component.name)} style={{ paddingLeft: depth * INDENT }}>
        {namesPackage ? (
          <Name keepEnd room={NAME_ROOM}>
            {component.file?.name ?? ''}
          </Name>
        ) : (
          partTitle(component.name)
        )}
      </div>
      <div role="gridcell">
        <State {...stateOf(component)} />
      </div>
      <div
        role="gridcell"
        className={cx(styles.number, !shown.rate && styles.muted)}
        data-cell="rate"
      >
        <span className={styles.spark}>
          <Spark id={component.id} />
        </span>
        <span>{rateText(shown)}</span>
      </div>
      <div role="gridcell" data-cell="load">
        {shown.load === undefined ? null : <LoadBar load={shown.load} />}
      </div>
      <div
        role="gridcell"
        className={cx(styles.number, styles.depth, !shown.depth && styles.muted)}
        data-cell="depth"
      >
        {depthText(shown)}
      </div>
      <div
        role="gridcell"
        className={cx(styles.number, styles.restarts, component.restarts === 0 && styles.muted)}
        data-cell="restarts"
      >
        {countText(component.restarts)}
      </div>
      <div role="gridcell" className={cx(styles.number, styles.memory)} data-cell="memory">
        {memoryText(shown)}
      </div>
      <div
        role="gridcell"
        className={cx(styles.detail, error === null ? styles.muted : styles.error)}
        title={error === null ? detail : showInvisible(error)}
        data-cell="detail"
      >
        {isParser && !namesPackage ? (
          <Name keepEnd room={DETAIL_ROOM}>
            {component.detail}
          </Name>
        ) : (
          detail || showInvisible(error ?? '')
        )}
      </div>
    </div>
  )
})

function Head(): ReactNode {
  return (
    <div className={cx(styles.cells, styles.head)} role="row">
      <div role="columnheader">Component</div>
      <div role="columnheader">State</div>
      <div role="columnheader" className={styles.number}>
        Per second
      </div>
      <div role="columnheader" data-cell="load">
        Load
      </div>
      <div role="columnheader" className={cx(styles.number, styles.depth)}>
        Depth
      </div>
      <div role="columnheader" className={cx(styles.number, styles.restarts)}>
        Restarts
      </div>
      <div role="columnheader" className={cx(styles.number, styles.memory)}>
        Memory
      </div>
      <div role="columnheader" className={styles.detail}>
        At work on
      </div>
    </div>
  )
}

const keyActions: Readonly<Record<string, readonly ComponentAction[]>> = {
  ' ': ['pause', 'resume'],
  r: ['restart'],
  w: ['hold', 'release'],
}

/** Does what the key means to this component, or says why not; false when it means nothing at all. */
function actByKey(component: ComponentStatus, key: string): boolean {
  const wanted = Object.hasOwn(keyActions, key) ? keyActions[key] : undefined
  const { status } = stationState()
  if (wanted === undefined || status === null) return false
  const offer = offersOf(component, status).find(({ action }) => wanted.includes(action))
  if (offer === undefined) {
    tell({
      tone: 'attention',
      text: `${partTitle(component.name)} has no such action.`,
      topic: 'no-action',
    })
  } else if (offer.why === null) {
    void steer(component, offer.action)
  } else {
    tell({ tone: 'attention', text: offer.why, topic: 'no-action' })
  }
  return true
}

function menuOf(component: ComponentStatus | undefined): PointMenuItem[] {
  const { status } = stationState()
  if (component === undefined || status === null) return []
  const { file } = component
  const open: PointMenuItem[] =
    file === undefined
      ? []
      : [
          {
            id: 'open',
            label: 'Open the package',
            keys: 'Enter',
            run: () => openPackage(component),
          },
        ]
  return [
    ...offersOf(component, status)
      .filter(({ why }) => why === null)
      .map(({ action, label, will }) => ({
        id: action,
        label,
        will,
        keys: actionKeys[action],
        run: () => void steer(component, action),
      })),
    ...open,
  ]
}

function openPackage({ file }: ComponentStatus): void {
  if (file !== undefined) {
    navigationState().actions.placeChosen({ view: 'file', fileId: file.id })
  }
}

/** The supervision tree as it is this moment. */
export function ComponentTree(): ReactNode {
  const components = useStation((s) => s.status?.components ?? none)
  const rows = useMemo(() => treeRows(components), [components])
  const chosenId = usePipeline((s) => s.chosenId)
  const [menu, setMenu] = useState<{ index: number; x: number; y: number } | null>(null)
  const grid = useRef<RowGridHandle>(null)
  const chosen = rows.findIndex(({ component }) => component.id === chosenId)
  const at = (index: number): ComponentStatus | undefined => rows[index]?.component
  const items = menu === null ? [] : menuOf(at(menu.index))
  return (
    <>
      <RowGrid
        label="Components"
        testId="component-tree"
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        columnCount={COLUMNS}
        head={<Head />}
        headHeight={HEAD_HEIGHT}
        active={chosen === -1 ? null : chosen}
        renderRow={(index) => {
          const row = rows[index]
          return row === undefined ? null : <Cells key={row.component.id} {...row} />
        }}
        onActive={(index) => {
          const component = at(index)
          if (component) pipelineState().actions.componentChosen(component.id)
        }}
        onOpen={(index) => {
          const component = at(index)
          if (component) openPackage(component)
        }}
        onRowKey={(index, key) => {
          const component = at(index)
          return component !== undefined && actByKey(component, key)
        }}
        onMenu={(index, x, y) => setMenu({ index, x, y })}
        handle={grid}
      />
      {menu === null || items.length === 0 ? null : (
        <PointMenu
          label="Actions for this component"
          x={menu.x}
          y={menu.y}
          items={items}
          onClose={() => {
            setMenu(null)
            grid.current?.focus()
          }}
        />
      )}
    </>
  )
}
