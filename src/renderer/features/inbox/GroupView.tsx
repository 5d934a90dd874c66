import type { InboxGroup } from '#shared/inbox/groups'
import { showInvisible } from '#shared/raw/pieces'
import { CircleCheck, WandSparkles } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { openFlightAt } from '../../bridge/flightMoment'
import {
  chooseTab,
  followGroup,
  groupScope,
  listOpenTab,
  refreshGroup,
  showInAll,
} from '../../bridge/inboxGroup'
import { undoLast, undoMend } from '../../bridge/inboxMends'
import { openRuleForm } from '../../bridge/inboxRule'
import { clearSearch, followSearch, leaveSearch } from '../../bridge/inboxSearch'
import { callFilter } from '../../stores/inbox/filter'
import { tabStatuses, useGroup, type GroupTab } from '../../stores/inbox/group'
import { useGroups } from '../../stores/inbox/groups'
import { chosenMend, mendsState, useMends } from '../../stores/inbox/mends'
import { chosenLine, linesState } from '../../stores/inbox/lines'
import { ruleWords } from '../../stores/inbox/ruleWords'
import { useSearch } from '../../stores/inbox/search'
import { groupTitle, mendWords, statusWords } from '../../stores/inbox/words'
import { navigationState } from '../../stores/navigation/navigation'
import { Blank } from '../../ui/Blank'
import { BackButton } from '../../ui/BackButton'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import type { RowGridHandle } from '../../ui/list/RowGrid'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { DismissDialog, type Dismissal } from './DismissDialog'
import { ExportMenu } from './ExportMenu'
import styles from './GroupView.module.css'
import { GroupTitle } from './GroupTitle'
import { Mends } from './Mends'
import inbox from './InboxView.module.css'
import { LinesPane } from './LinesPane'
import { nearestRecord } from './Neighbours'
import { RuleForm } from './RuleForm'
import { SearchBox } from './SearchBox'
import { SearchStrip } from './SearchStrip'

function back(): void {
  navigationState().actions.backChosen()
}

const tabKeys: Readonly<Record<string, GroupTab>> = {
  '1': 'open',
  '2': 'fixed',
  '3': 'dismissed',
  '4': 'all',
  '5': 'history',
}

function TabBar({ group }: { readonly group: InboxGroup }): ReactNode {
  const history = useMends((s) => (s.faultId === group.faultId ? s.list.total : null))
  const { open, fixed, dismissed } = group.lines
  const tabs: readonly {
    readonly id: GroupTab
    readonly name: string
    readonly count: number | null
  }[] = [
    { id: 'open', name: statusWords.open.word, count: open },
    { id: 'fixed', name: statusWords.fixed.word, count: fixed },
    { id: 'dismissed', name: statusWords.dismissed.word, count: dismissed },
    { id: 'all', name: 'All', count: open + fixed + dismissed },
    { id: 'history', name: 'History', count: history },
  ]
  return (
    <TabList className={cx(styles.tabs)} aria-label="Lines of this group">
      {tabs.map(({ id, name, count }) => (
        <Tab key={id} id={id} className={cx(styles.tab)}>
          {name}
          {count === null ? null : <span>{countText(count)}</span>}
        </Tab>
      ))}
    </TabList>
  )
}

/** A rule that mended lines of this group before, for those that came since. */
function Offer({ group }: { readonly group: InboxGroup }): ReactNode {
  const known = useGroup((s) => s.known[0] ?? null)
  if (known === null || group.lines.open === 0 || !group.types.includes(known.satelliteType)) {
    return null
  }
  return (
    <div className={styles.offer} data-testid="rule-offer">
      <WandSparkles size={15} aria-hidden />
      <p>
        Mended {countOf(known.lines, 'line')} of this group before:{' '}
        {showInvisible(ruleWords(known.rule))}.
      </p>
      <Button keys="M" onPress={() => openRuleForm(group, known.satelliteType)}>
        Try it on {countOf(group.lines.open, 'open line')}
      </Button>
    </div>
  )
}

const emptyWords: Readonly<Record<Exclude<GroupTab, 'history'>, string>> = {
  open: 'Nothing is open here',
  fixed: 'Nothing was mended yet',
  dismissed: 'Nothing was dismissed',
  all: 'This group has no lines',
}

function NoLines({ tab }: { readonly tab: GroupTab }): ReactNode {
  if (tab === 'history') return null
  return (
    <Blank
      testId="no-lines"
      icon={<CircleCheck size={28} strokeWidth={1.5} aria-hidden />}
      title={emptyWords[tab]}
      steps={
        <>
          <Button keys="Escape" onPress={back}>
            Back to all groups
          </Button>
          {tab === 'open' ? (
            <Button keys="5" onPress={() => chooseTab('history')}>
              What was done
            </Button>
          ) : null}
        </>
      }
    >
      {tab === 'open' ? 'Every line of this group is mended or dismissed.' : undefined}
    </Blank>
  )
}

/** What a key of a group's page dismisses: the chosen line, or all that are open. */
function dismissalFor(group: InboxGroup, all: boolean): Dismissal | null {
  if (all) {
    if (group.lines.open === 0) return null
    return {
      target: { filter: callFilter({ ...groupScope(group.faultId), statuses: ['open'] }) },
      title: `Dismiss ${countOf(group.lines.open, 'open line')}`,
      what: `of the group: ${groupTitle(group.issues)}`,
    }
  }
  const line = chosenLine(linesState())
  if (line?.status !== 'open') return null
  const name = `line ${countText(line.line)} of ${showInvisible(line.fileName)}`
  return {
    target: { lines: [{ fileId: line.fileId, line: line.line }] },
    title: `Dismiss ${name}`,
    what: name,
  }
}

interface ContentProps {
  readonly group: InboxGroup
  readonly grid: RefObject<RowGridHandle | null>
}

function Content({ group, grid }: ContentProps): ReactNode {
  const tab = useGroup((s) => s.tab)
  const searching = useSearch((s) => s.job !== null)
  const fileIds = useGroups((s) => s.query.filter.fileIds)
  const files = group.files > 1 && fileIds.length !== 1
  useEffect(() => {
    if (!searching) listOpenTab()
  }, [searching])
  if (searching) {
    return (
      <>
        <SearchStrip onClear={clearSearch} />
        <LinesPane grid={grid} files={files} />
      </>
    )
  }
  if (tab === 'history') return <Mends />
  return (
    <>
      {tab === 'open' ? <Offer group={group} /> : null}
      <LinesPane grid={grid} files={files}>
        <NoLines tab={tab} />
      </LinesPane>
    </>
  )
}

/** One group: what is wrong, its lines, and what was done to them. */
export function GroupView({ faultId }: { readonly faultId: number }): ReactNode {
  useEffect(() => followGroup(faultId), [faultId])
  useEffect(() => followSearch(faultId), [faultId])
  const group = useGroup((s) => (s.faultId === faultId ? s.group : undefined))
  const failure = useGroup((s) => s.failure)
  const grid = useRef<RowGridHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  const [exportOpen, setExportOpen] = useState(false)
  const [dismissal, setDismissal] = useState<Dismissal | null>(null)
  const tab = useGroup((s) => s.tab)

  function dismiss(all: boolean): boolean {
    const wanted = group ? dismissalFor(group, all) : null
    setDismissal(wanted)
    return wanted !== null
  }

  function mendAll(): boolean {
    if (!group || group.lines.open === 0) return false
    const type = chosenLine(linesState())?.satelliteType
    openRuleForm(group, type ?? group.types[0] ?? '')
    return true
  }

  /** The chosen mend of the history, else what was done last. */
  function undo(): void {
    const mend = tab === 'history' ? chosenMend(mendsState()) : null
    if (mend === null || mend.undoneAt !== null) void undoLast()
    else void undoMend({ mendId: mend.id, words: mendWords(mend), ref: null })
  }

  usePageKeys((key) => {
    const wanted = tabKeys[key]
    if (wanted !== undefined) {
      clearSearch()
      chooseTab(wanted)
      return true
    }
    switch (key) {
      case '/':
        field.current?.focus()
        field.current?.select()
        return true
      case 'm':
        return mendAll()
      case 'd':
      case 'D':
        return dismiss(key === 'D')
      case '0':
        showInAll()
        return true
      case 'x':
        setExportOpen(true)
        return true
      case 'u':
        undo()
        return true
      case 'f': {
        const { detail } = linesState()
        const nearest = detail === null ? null : nearestRecord(detail)
        if (detail === null || nearest === null) return false
        void openFlightAt(detail.line.fileId, detail.line.satelliteType, nearest)
        return true
      }
      case 'o': {
        const line = chosenLine(linesState())
        if (line === null) return false
        navigationState().actions.placeChosen({ view: 'file', fileId: line.fileId })
        return true
      }
      case 'Escape':
        return leaveSearch()
      default:
        return false
    }
  })

  if (group === undefined && failure !== null) {
    return (
      <Unreadable
        isPage
        title="The group could not be read"
        reason={failure}
        onRetry={refreshGroup}
      />
    )
  }
  if (group === undefined) return <div className={inbox.view} aria-busy />
  if (group === null) {
    return (
      <Blank
        isPage
        icon={<CircleCheck size={32} strokeWidth={1.5} aria-hidden />}
        title="This group is not in the inbox"
        steps={
          <>
            <Button keys="Escape" onPress={back}>
              Back
            </Button>
            <Button keys="0" onPress={showInAll}>
              Look in all packages
            </Button>
          </>
        }
      >
        Its packages may have been removed, or the filter leaves them out.
      </Blank>
    )
  }
  const scope = groupScope(faultId)
  return (
    <div className={inbox.view} data-testid="group-view">
      <header className={styles.header}>
        <BackButton onPress={back} />
        <GroupTitle group={group} />
        <div className={styles.acts}>
          <Button
            kind="primary"
            keys="M"
            isDisabled={group.lines.open === 0}
            onPress={() => mendAll()}
          >
            Mend all like it…
          </Button>
          <Button keys="Shift+D" isDisabled={group.lines.open === 0} onPress={() => dismiss(true)}>
            Dismiss all…
          </Button>
          <ExportMenu
            filter={{ ...scope, statuses: tabStatuses(tab) }}
            isOpen={exportOpen}
            isDisabled={false}
            onOpenChange={setExportOpen}
          />
        </div>
      </header>
      <Tabs
        className={cx(styles.body)}
        selectedKey={tab}
        keyboardActivation="manual"
        onSelectionChange={(key) => {
          const chosen = Object.values(tabKeys).find((each) => each === key)
          if (chosen) chooseTab(chosen)
        }}
      >
        <div className={styles.bar}>
          <TabBar group={group} />
          <SearchBox
            field={field}
            scope={scope}
            placeholder="Find text in these lines"
            onLeave={() => grid.current?.focus()}
          />
        </div>
        <TabPanel key={tab} id={tab} className={cx(styles.content)}>
          <Content group={group} grid={grid} />
        </TabPanel>
      </Tabs>
      <RuleForm />
      {dismissal === null ? null : (
        <DismissDialog dismissal={dismissal} onClose={() => setDismissal(null)} />
      )}
    </div>
  )
}
