import { CalendarRange } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { chooseSatellite, followCoverage, goToMark, retryCoverage } from '../../bridge/coverage'
import { coverageState, shownSpan, useCoverage } from '../../stores/coverage/coverage'
import { navigationState } from '../../stores/navigation/navigation'
import { rowAt } from '../../stores/paging/loadedRows'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { countOf, formatMicroLength, formatMicrosRange } from '../../ui/format'
import { Select } from '../../ui/Select'
import { onPanKey, onZoomKey } from '../../ui/plot/timeKeys'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { CoverageLine } from './CoverageLine'
import styles from './CoverageView.module.css'
import { PackageList } from './PackageList'
import { gapsText, momentText, namesText, overlapsText, whatIsThere } from './words'

function onViewKey(event: KeyboardEvent): boolean {
  const { moment, actions } = coverageState()
  if (onZoomKey(event.key, actions, moment?.us ?? null)) return true
  if (onPanKey(event, actions, null)) return true
  switch (event.key) {
    case '0':
      actions.allChosen()
      return true
    case 'n':
      goToMark('next')
      return true
    case 'N':
      goToMark('before')
      return true
    case 'Escape':
      if (moment === null) return false
      actions.momentCleared()
      return true
    default:
      return false
  }
}

/** What there is of the moment that was chosen, else of the package; and the time that is shown. */
function MomentLine({ span }: { readonly span: TimeSpan }): ReactNode {
  const moment = useCoverage((s) => s.moment)
  const row = useCoverage((s) => rowAt(s.list, s.chosen ?? 0))
  return (
    <div className={styles.moment}>
      <p role="status" data-testid="coverage-moment">
        {moment !== null ? (
          <>
            <b>{momentText(moment.us)}</b> {whatIsThere(moment)}
          </>
        ) : row !== null && row.overlaps.count > 0 ? (
          <>Overlaps {namesText(row.overlaps)}</>
        ) : (
          <span className={styles.note}>Click on the line, or press N, to see who is there.</span>
        )}
      </p>
      <span className={styles.note} data-testid="coverage-span">
        {formatMicrosRange(span.fromUs, span.toUs)}
      </span>
    </div>
  )
}

function Header(): ReactNode {
  const satellites = useCoverage((s) => s.satellites) ?? []
  const type = useCoverage((s) => s.satelliteType) ?? ''
  const coverage = useCoverage((s) => s.coverage)
  const types = [...new Set([...satellites.map(({ satelliteType }) => satelliteType), type])]
  return (
    <header className={styles.header}>
      <Select
        label="Satellite type"
        value={type}
        options={types.map((name) => ({ id: name, name }))}
        onChange={chooseSatellite}
      />
      {coverage === null ? null : (
        <p className={styles.summary} data-testid="coverage-summary">
          <span>{countOf(coverage.packages, 'package')}</span>
          <span className={styles.key}>
            <i className={styles.gapSign} aria-hidden />
            {gapsText(coverage.gaps)}
          </span>
          <span className={styles.key}>
            <i className={styles.overlapSign} aria-hidden />
            {overlapsText(coverage.overlaps)}
          </span>
          {coverage.pending === 0 ? null : (
            <span className={styles.attention}>
              {countOf(coverage.pending, 'more package')}: which time they have is still being found
              out
            </span>
          )}
          {coverage.gapUs === null ? null : (
            <span className={styles.note}>
              A gap is longer than {formatMicroLength(coverage.gapUs)}, ten usual steps.
            </span>
          )}
        </p>
      )}
    </header>
  )
}

/** Which package of a satellite has which time, where there are gaps, and where they overlap. */
export function CoverageView(): ReactNode {
  useEffect(() => followCoverage(), [])
  const isEmpty = useCoverage((s) => s.satellites?.length === 0)
  const coverage = useCoverage((s) => s.coverage)
  const failure = useCoverage((s) => s.failure)
  const view = useRef<HTMLDivElement>(null)
  const span = useCoverage(shownSpan)
  usePageKeys((key, event) => {
    if (key !== 'p') return onViewKey(event)
    view.current?.querySelector('button')?.focus()
    return true
  })
  if (failure !== null && coverage === null) {
    return (
      <Unreadable title="The coverage could not be read" reason={failure} onRetry={retryCoverage} />
    )
  }
  if (isEmpty || (coverage !== null && coverage.pending === 0 && span === null)) {
    return (
      <Blank
        testId="no-coverage"
        icon={<CalendarRange size={32} strokeWidth={1.5} aria-hidden />}
        title="No telemetry yet"
        steps={
          <Button
            keys="G Q"
            onPress={() => navigationState().actions.placeChosen({ view: 'queue' })}
          >
            Go to the queue
          </Button>
        }
      >
        Add a package; which time it has is shown here at once.
      </Blank>
    )
  }
  if (coverage === null || span === null) return <div className={styles.view} aria-busy />
  return (
    <div ref={view} className={styles.view} data-testid="coverage-view">
      <Header />
      <CoverageLine coverage={coverage} span={span} />
      <MomentLine span={span} />
      <div className={styles.list}>
        <PackageList span={span} />
      </div>
    </div>
  )
}
