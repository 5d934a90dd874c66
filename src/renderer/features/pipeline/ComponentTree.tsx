import type { ComponentState, ComponentStatus } from '#shared/status'
import {
  CircleAlert,
  CircleDashed,
  CircleDot,
  CircleStop,
  Hourglass,
  RotateCw,
  type LucideIcon,
} from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useStation } from '../../stores/station/station'
import { cx } from '../../ui/cx'
import { formatCount } from '../../ui/format'
import { State, type Tone } from '../../ui/State'
import { useCalm } from '../../ui/useCalm'
import { showInvisible } from '../../ui/raw/pieces'
import styles from './PipelineView.module.css'
import { treeRows } from './tree'

const states: Readonly<Record<ComponentState, { word: string; tone: Tone; icon: LucideIcon }>> = {
  starting: { word: 'Starting', tone: 'plain', icon: CircleDashed },
  running: { word: 'Running', tone: 'good', icon: CircleDot },
  waiting: { word: 'Waiting', tone: 'plain', icon: Hourglass },
  restarting: { word: 'Restarting', tone: 'attention', icon: RotateCw },
  stopped: { word: 'Stopped', tone: 'plain', icon: CircleStop },
  failed: { word: 'Failed', tone: 'bad', icon: CircleAlert },
}

interface ComponentRowProps {
  readonly component: ComponentStatus
  readonly depth: number
}

/** What a component is at. It changes with every chunk, so it is shown calmly. */
function DetailCell({ component }: { readonly component: ComponentStatus }): ReactNode {
  const detail = showInvisible(useCalm(component.detail))
  const lastError = component.lastError === null ? null : showInvisible(component.lastError)
  return (
    <td
      className={cx(lastError === null ? styles.muted : styles.error)}
      title={lastError ?? detail}
    >
      {lastError === null
        ? detail
        : [detail, `last error: ${lastError}`].filter(Boolean).join('; ')}
    </td>
  )
}

const ComponentRow = memo(function ComponentRow({
  component,
  depth,
}: ComponentRowProps): ReactNode {
  const state = states[component.state]
  return (
    <tr data-testid="component-row" data-component={component.name} data-state={component.state}>
      <td title={component.name} style={{ paddingLeft: 16 + depth * 20 }}>
        {component.name}
      </td>
      <td>
        <State {...state} />
      </td>
      <td className={cx(styles.number, styles.restarts, component.restarts === 0 && styles.muted)}>
        {formatCount(component.restarts)}
      </td>
      <DetailCell component={component} />
    </tr>
  )
})

/** The supervision tree as it is this moment. */
export function ComponentTree(): ReactNode {
  const components = useStation((s) => s.status?.components)
  return (
    <section aria-label="Components">
      <h2 className={styles.title}>Components</h2>
      <table className={styles.tree} data-testid="component-tree">
        <thead>
          <tr>
            <th scope="col" className={styles.nameColumn}>
              Component
            </th>
            <th scope="col" className={styles.stateColumn}>
              State
            </th>
            <th scope="col" className={cx(styles.number, styles.restartsColumn)}>
              Restarts
            </th>
            <th scope="col">At work on</th>
          </tr>
        </thead>
        <tbody>
          {treeRows(components ?? []).map(({ component, depth }) => (
            <ComponentRow key={component.id} component={component} depth={depth} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
