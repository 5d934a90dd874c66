import { CircleCheck, ListFilter } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import { flushSync } from 'react-dom'
import {
  chooseFilter,
  followGroups,
  groupsShown,
  retryGroups,
  toggleOrder,
} from '../../bridge/inboxGroups'
import { openGroup } from '../../bridge/inboxGroup'
import { undoLast } from '../../bridge/inboxMends'
import { openRuleForm } from '../../bridge/inboxRule'
import { clearSearch, followSearch, leaveSearch } from '../../bridge/inboxSearch'
import { useInboxCounts } from '../../stores/inbox/counts'
import { callFilter, isFirstFilter, openLines, type Filter } from '../../stores/inbox/filter'
import { groupsState, onGroupsChange, placeOf, useGroups } from '../../stores/inbox/groups'
import { useSearch } from '../../stores/inbox/search'
import { groupTitle } from '../../stores/inbox/words'
import { rowAt } from '../../stores/paging/loadedRows'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { Figure } from '../../ui/Figure'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { CellGroups } from './CellGroups'
import { DismissDialog, type Dismissal } from './DismissDialog'
import { ExportMenu } from './ExportMenu'
import { Facets } from './Facets'
import { GroupHead, GroupRow, GROUP_COLUMNS, GROUP_ROW_HEIGHT } from './GroupRow'
import styles from './InboxView.module.css'
import { LinesPane } from './LinesPane'
import { RuleForm } from './RuleForm'
import { SearchBox } from './SearchBox'
import { SearchStrip } from './SearchStrip'

function say(n: number | null | undefined): string {
  return n == null ? '–' : countText(n)
}

function Figures(): ReactNode {
  const counts = useInboxCounts((s) => s.counts)
  const groups = useGroups((s) => s.list.total)
  const lines = counts?.lines
  return (
    <div className={styles.figures} data-testid="inbox-figures">
      <Figure label="Open lines" value={say(lines?.open)} bad={(lines?.open ?? 0) > 0} />
      <Figure label="Groups listed" value={say(groups)} />
      <Figure label="Mended" value={say(lines?.fixed)} />
      <Figure label="Dismissed" value={say(lines?.dismissed)} />
    </div>
  )
}

function Loading(): ReactNode {
  return (
    <div className={styles.rows} aria-busy aria-label="Loading">
      {Array.from({ length: 6 }, (_, i) => (
        <div key={i} className={styles.bar} style={{ width: `${92 - i * 7}%` }} />
      ))}
    </div>
  )
}

function NoGroups({ filter }: { readonly filter: Filter }): ReactNode {
  const counts = useInboxCounts((s) => s.counts)
  if (isFirstFilter(filter)) {
    const done = counts === null ? 0 : counts.lines.fixed + counts.lines.dismissed
    return (
      <Blank
        testId="no-groups"
        icon={<CircleCheck size={32} strokeWidth={1.5} aria-hidden />}
        title="No bad lines"
        steps={
          done > 0 ? (
            <Button onPress={() => chooseFilter({ ...openLines, statuses: [] })}>
              Show what was mended
            </Button>
          ) : undefined
        }
      >
        {done > 0
          ? `Nothing is left to do: ${countOf(done, 'bad line is', 'bad lines are')} mended or dismissed.`
          : 'Every line that was read became a record. Lines that can’t be read show up here.'}
      </Blank>
    )
  }
  return (
    <Blank
      testId="no-groups"
      icon={<ListFilter size={32} strokeWidth={1.5} aria-hidden />}
      title="Nothing fits this filter"
      steps={
        <Button keys="0" onPress={() => chooseFilter(openLines)}>
          Clear the filter
        </Button>
      }
    >
      Other values may have lines: the numbers beside them say how many.
    </Blank>
  )
}

function GroupList({ grid }: { readonly grid: Ref<RowGridHandle> }): ReactNode {
  const list = useGroups((s) => s.list)
  const listOf = useGroups((s) => s.listOf)
  const query = useGroups((s) => s.query)
  const failure = useGroups((s) => s.failure)
  const active = useGroups((s) => placeOf(s.list, s.activeId))
  if (failure !== null && listOf !== query) {
    return (
      <Unreadable
        title="The bad lines could not be listed"
        reason={failure}
        onRetry={retryGroups}
      />
    )
  }
  if (listOf === null || list.total === null) return <Loading />
  if (list.total === 0 && listOf === query) return <NoGroups filter={query.filter} />
  return (
    <div className={cx(styles.list, listOf !== query && styles.stale)}>
      <RowGrid
        label="Groups of bad lines"
        testId="group-list"
        count={list.total}
        rowHeight={GROUP_ROW_HEIGHT}
        columnCount={GROUP_COLUMNS}
        head={<GroupHead />}
        headHeight={28}
        active={active}
        renderRow={(index) => {
          const group = rowAt(list, index)
          return group === null ? null : <GroupRow group={group} />
        }}
        onActive={(index) => {
          const group = rowAt(list, index)
          if (group) groupsState().actions.groupChosen(group.faultId)
        }}
        onOpen={(index) => {
          const group = rowAt(list, index)
          if (group) openGroup(group.faultId, group.lines.open > 0 ? 'open' : 'all')
        }}
        onRange={groupsShown}
        handle={grid}
      />
    </div>
  )
}

/** The bad lines of all packages, by what is wrong with them. */
export function InboxView(): ReactNode {
  useEffect(() => followGroups(), [])
  useEffect(() => followSearch(null), [])
  const query = useGroups((s) => s.query)
  const { filter } = query
  const group = useGroups((s) => {
    const at = placeOf(s.list, s.activeId)
    return at === null ? null : rowAt(s.list, at)
  })
  const searching = useSearch((s) => s.job !== null)
  const untouched = useInboxCounts(
    ({ counts }) => counts !== null && Object.values(counts.lines).every((lines) => lines === 0),
  )
  const bare = untouched && isFirstFilter(filter)
  const grid = useRef<RowGridHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  const facets = useRef<HTMLDivElement>(null)
  useEffect(
    () =>
      onGroupsChange(({ query: now }, before) => {
        if (now !== before.query) grid.current?.toTop()
      }),
    [],
  )
  const [facetsOpen, setFacetsOpen] = useState(false)
  const [exportOpen, setExportOpen] = useState(false)
  const [dismissal, setDismissal] = useState<Dismissal | null>(null)

  function toList(): void {
    setFacetsOpen(false)
    grid.current?.focus()
  }

  function toFacets(): void {
    // In a narrow window they have to be there before they can have the keys.
    flushSync(() => setFacetsOpen(true))
    facets.current?.querySelector<HTMLElement>('[role="row"]')?.focus()
  }

  function onGroupKey(key: string): boolean {
    if (group === null || group.lines.open === 0 || searching) return false
    if (key === 'm') openRuleForm(group, group.types[0] ?? '')
    else if (key === 'd') {
      setDismissal({
        target: {
          filter: callFilter({ ...filter, statuses: ['open'], faultIds: [group.faultId] }),
        },
        title: `Dismiss ${countOf(group.lines.open, 'open line')}`,
        what: `of the group: ${groupTitle(group.issues)}`,
      })
    } else return false
    return true
  }

  usePageKeys((key) => {
    switch (key) {
      case '/':
        field.current?.select()
        field.current?.focus()
        return true
      case 'F':
        toFacets()
        return true
      case 's':
        toggleOrder()
        return true
      case '0':
        chooseFilter(openLines)
        return true
      case 'x':
        setExportOpen(true)
        return true
      case 'u':
        void undoLast()
        return true
      case 'Escape': {
        if (leaveSearch()) return true
        const inFacets = facets.current?.contains(document.activeElement) ?? false
        if (inFacets) toList()
        return inFacets
      }
      default:
        return onGroupKey(key)
    }
  })

  return (
    <div className={styles.view} data-testid="inbox-view">
      <div className={styles.top}>
        <Figures />
        <div className={styles.acts}>
          {bare ? null : (
            <span className={styles.narrowOnly}>
              <Button
                icon={<ListFilter size={14} aria-hidden />}
                keys="Shift+F"
                onPress={() => (facetsOpen ? toList() : toFacets())}
              >
                Filter
              </Button>
            </span>
          )}
          <SearchBox
            field={field}
            scope={filter}
            placeholder="Find text in raw lines"
            onLeave={toList}
          />
          <ExportMenu
            filter={filter}
            isOpen={exportOpen}
            isDisabled={group === null}
            onOpenChange={setExportOpen}
          />
        </div>
      </div>
      <div className={cx(styles.body, bare && styles.bare)}>
        {bare ? null : (
          <div className={styles.facets} data-open={facetsOpen}>
            <Facets part={facets} />
          </div>
        )}
        <div className={styles.content}>
          {searching ? (
            <>
              <SearchStrip onClear={clearSearch} />
              <LinesPane grid={grid} files />
            </>
          ) : (
            <>
              <GroupList grid={grid} />
              <CellGroups />
            </>
          )}
        </div>
      </div>
      <RuleForm />
      {dismissal === null ? null : (
        <DismissDialog dismissal={dismissal} onClose={() => setDismissal(null)} />
      )}
    </div>
  )
}
