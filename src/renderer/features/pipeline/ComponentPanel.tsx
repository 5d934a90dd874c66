import { showInvisible } from '#shared/raw/pieces'
import type { ComponentStatus } from '#shared/status'
import { componentIds } from '#shared/steering/ids'
import { offersOf, type Offer } from '#shared/steering/offers'
import { MousePointerClick } from 'lucide-react'
import type { ReactNode } from 'react'
import { steer } from '../../bridge/pipeline'
import { partTip, partTitle } from '../../stores/pipeline/partWords'
import { usePipeline } from '../../stores/pipeline/pipeline'
import { RATE_SECONDS } from '../../stores/pipeline/recentRates'
import { useStation } from '../../stores/station/station'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { countOf, formatFullMoment, formatPercent } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Keys } from '../../ui/Keys'
import { Sparkline } from '../../ui/Sparkline'
import { State } from '../../ui/State'
import { useCalm } from '../../ui/useCalm'
import styles from './ComponentPanel.module.css'
import { Storage } from './Storage'
import { actionKeys, depthText, depthWords, memoryText, rateText, rateUnit, stateOf } from './words'

interface PartProps {
  readonly component: ComponentStatus
}

function Rate({ component }: PartProps): ReactNode {
  const values = usePipeline((s) => s.rates.byId.get(component.id))
  if (component.rate === undefined) return null
  return (
    <div className={styles.rate}>
      <div>
        <span className={styles.figure}>{rateText(component)}</span> {rateUnit(component)}
      </div>
      <Sparkline
        label="Rate over the last minute"
        values={values ?? []}
        room={RATE_SECONDS}
        width={120}
        height={28}
      />
    </div>
  )
}

/** '7, of them 2 as asked'. */
function restartWords({ restarts, askedRestarts = 0 }: ComponentStatus): string {
  if (askedRestarts === 0) return countText(restarts)
  if (askedRestarts === restarts) return `${countText(restarts)}, as asked`
  return `${countText(restarts)}, of them ${countText(askedRestarts)} as asked`
}

const momentOf = (ms: number): string => formatFullMoment(new Date(ms).toISOString())

function Figures({ component }: PartProps): ReactNode {
  const { load, depth, memoryBytes, since, detail } = component
  return (
    <dl className={styles.figures} data-testid="component-figures">
      {detail === '' ? null : (
        <>
          <dt>At work on</dt>
          <dd>{showInvisible(detail)}</dd>
        </>
      )}
      {load === undefined ? null : (
        <>
          <dt>Load</dt>
          <dd>{formatPercent(load)} of its time</dd>
        </>
      )}
      {depth === undefined ? null : (
        <>
          <dt>Depth</dt>
          <dd>
            {depthText(component)} {depthWords(component)}
          </dd>
        </>
      )}
      {memoryBytes === undefined ? null : (
        <>
          <dt>Memory</dt>
          <dd>
            {memoryText(component)}
            {component.id === componentIds.root ? ' for the whole process' : ' heap and buffers'}
          </dd>
        </>
      )}
      <dt>Restarts</dt>
      <dd data-testid="component-restarts">{restartWords(component)}</dd>
      {since === undefined ? null : (
        <>
          <dt>{stateOf(component).word} since</dt>
          <dd>{momentOf(since)}</dd>
        </>
      )}
    </dl>
  )
}

function LastError({ component }: PartProps): ReactNode {
  const { lastError, lastErrorAt } = component
  if (lastError === null) return null
  return (
    <div className={styles.error} data-testid="component-error">
      <h3>Last error{lastErrorAt === undefined ? '' : `, ${momentOf(lastErrorAt)}`}</h3>
      <p>{showInvisible(lastError)}</p>
    </div>
  )
}

function Act({ component, offer }: PartProps & { readonly offer: Offer }): ReactNode {
  const { action, label, will, why } = offer
  return (
    <li className={styles.offer} data-action={action}>
      <div className={styles.act}>
        <Button
          isDisabled={why !== null}
          testId={`act-${action}`}
          onPress={() => void steer(component, action)}
        >
          {label}
        </Button>
        <Keys keys={actionKeys[action]} />
      </div>
      <p className={cx(why !== null && styles.why)}>{showInvisible(why ?? will)}</p>
    </li>
  )
}

function Offers({ component }: PartProps): ReactNode {
  const status = useStation((s) => s.status)
  if (status === null) return null
  const offers = offersOf(component, status)
  return (
    <section aria-label="Actions">
      <h3 className={styles.title}>Actions</h3>
      {offers.length === 0 ? (
        <p className={styles.nothing}>It rises and falls with the parts below it.</p>
      ) : (
        <ul className={styles.offers}>
          {offers.map((offer) => (
            <Act key={offer.action} component={component} offer={offer} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Chosen({ component }: PartProps): ReactNode {
  const calm = useCalm(component)
  const shown = calm.id === component.id ? calm : component
  return (
    <>
      <header className={styles.header}>
        <h2 title={partTip(component.name)}>{partTitle(component.name)}</h2>
        <State {...stateOf(component)} />
      </header>
      {component.file === undefined ? null : (
        <p className={styles.file}>
          {showInvisible(component.file.name)}, #{component.file.id}
        </p>
      )}
      <Rate component={shown} />
      <Figures component={shown} />
      <LastError component={component} />
      <Offers component={component} />
      {component.id === componentIds.database ? <Storage /> : null}
    </>
  )
}

/** The chosen component: its figures, its last error, and what may be asked of it. */
export function ComponentPanel(): ReactNode {
  const chosenId = usePipeline((s) => s.chosenId)
  const component = useStation((s) => s.status?.components.find(({ id }) => id === chosenId))
  const restarts = useStation((s) =>
    (s.status?.components ?? []).reduce((sum, each) => sum + each.restarts, 0),
  )
  return (
    <div
      className={styles.panel}
      role="region"
      aria-label="Chosen component"
      data-testid="component-panel"
      tabIndex={0}
    >
      {component === undefined ? (
        <div className={styles.blank} data-testid="no-component">
          <MousePointerClick size={24} strokeWidth={1.5} aria-hidden />
          <h2>{chosenId === null ? 'Choose a component' : 'This part has done its work'}</h2>
          <p>
            {chosenId === null
              ? 'Its figures are shown here, and what it can be asked to do.'
              : 'It is not in the tree any more. Choose another one.'}
          </p>
          <p>{countOf(restarts, 'restart')} in the tree</p>
        </div>
      ) : (
        <Chosen component={component} />
      )}
    </div>
  )
}
