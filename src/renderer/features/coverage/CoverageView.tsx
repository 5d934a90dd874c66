import { CalendarRange } from 'lucide-react'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { chooseSatellite, followCoverage, retryCoverage } from '../../bridge/coverage'
import { coverageState, useCoverage } from '../../stores/coverage/coverage'
import { navigationState } from '../../stores/navigation/navigation'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { countOf, formatMicroLength } from '../../ui/format'
import { Select } from '../../ui/Select'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { CoverageLine } from './CoverageLine'
import styles from './CoverageView.module.css'
import { PackageList } from './PackageList'
import { spanOf } from './span'
import { gapsText, overlapsText } from './words'

function openPackage(fileId: number): void {
  coverageState().actions.packageChosen(fileId)
  navigationState().actions.placeChosen({ view: 'file', fileId })
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
          <span>{countOf(coverage.packages.length, 'package')}</span>
          <span className={styles.key}>
            <i className={styles.gapSign} aria-hidden />
            {gapsText(coverage.gaps)}
          </span>
          <span className={styles.key}>
            <i className={styles.overlapSign} aria-hidden />
            {overlapsText(coverage.overlaps)}
          </span>
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
  const span = useMemo(() => (coverage === null ? null : spanOf(coverage.packages)), [coverage])
  usePageKeys((key) => {
    if (key !== 's') return false
    view.current?.querySelector('button')?.focus()
    return true
  })
  if (failure !== null && coverage === null) {
    return (
      <Unreadable title="The coverage could not be read" reason={failure} onRetry={retryCoverage} />
    )
  }
  if (isEmpty || (coverage !== null && span === null)) {
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
      <CoverageLine coverage={coverage} span={span} onPackage={openPackage} />
      <div className={styles.list}>
        <PackageList coverage={coverage} span={span} />
      </div>
    </div>
  )
}
