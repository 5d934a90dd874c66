import type { FlightChannel } from '#shared/flight/channels'
import { MAX_PLOTTED } from '#shared/flight/series'
import type { ChannelName } from '#shared/flight/scope'
import { hasWords } from '#shared/fold'
import { Check, ChevronDown, Minus, Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { chooseChannels } from '../../bridge/flightChannels'
import { usualChannels, useFlightChannels } from '../../stores/flight/channels'
import { Button } from '../../ui/Button'
import { channelTitle } from '../../ui/channelWords'
import { cx } from '../../ui/cx'
import { countOf, formatCount } from '../../ui/format'
import { Hidden } from '../../ui/Hidden'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import pick from '../../ui/PickBox.module.css'
import select from '../../ui/Select.module.css'
import styles from './ChannelPicker.module.css'

const ROW_HEIGHT = 28

/** A row stands for a channel, or for all that were found of a group. */
interface Row {
  readonly title: string
  readonly note: string
  readonly names: readonly ChannelName[]
  readonly kind: 'group' | 'in group' | 'alone'
}

const KINDS = { number: 'number', state: 'states', word: 'words' } as const

function rowsOf(channels: readonly FlightChannel[], text: string): Row[] {
  const fits = hasWords(text)
  const found = channels.filter((channel) =>
    fits(`${channelTitle(channel)} ${channel.name} ${channel.group ?? ''} ${channel.unit}`),
  )
  const isGrouped = channels.some(({ group }) => group !== null)
  return [...Map.groupBy(found, ({ group }) => group)].flatMap(([group, ofGroup]) => {
    const own = ofGroup.map((channel): Row => ({
      title: channelTitle(channel),
      note: channel.unit === '' ? KINDS[channel.kind] : channel.unit,
      names: [channel.name],
      kind: isGrouped ? 'in group' : 'alone',
    }))
    if (!isGrouped) return own
    const head: Row = {
      title: group ?? 'Others',
      note: formatCount(ofGroup.length),
      names: ofGroup.map(({ name }) => name),
      kind: 'group',
    }
    return [head, ...own]
  })
}

/** The choice with all of some names taken in, or out where all of them were in. */
function toggled(chosen: ReadonlySet<ChannelName>, names: readonly ChannelName[]): ChannelName[] {
  const isOn = names.every((name) => chosen.has(name))
  if (isOn) return [...chosen].filter((name) => !names.includes(name))
  return [...new Set([...chosen, ...names])]
}

const PARTS = { all: 'shown: ', some: 'partly shown: ', none: 'not shown: ' } as const

function Mark({ part }: { readonly part: 'all' | 'some' | 'none' }): ReactNode {
  return (
    <span
      className={cx(styles.box, part === 'all' && styles.isOn, part === 'some' && styles.isPart)}
    >
      {part === 'all' ? <Check size={11} strokeWidth={3} aria-hidden /> : null}
      {part === 'some' ? <Minus size={11} strokeWidth={3} aria-hidden /> : null}
      <Hidden>{PARTS[part]}</Hidden>
    </span>
  )
}

function List({ onClose }: { readonly onClose: () => void }): ReactNode {
  const channels = useFlightChannels((s) => s.channels)
  const lanes = useFlightChannels((s) => s.lanes)
  const strips = useFlightChannels((s) => s.strips)
  const chosen = useMemo(
    () => new Set([...lanes, ...strips].map(({ name }) => name)),
    [lanes, strips],
  )
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const rows = useMemo(() => rowsOf(channels, text), [channels, text])
  const grid = useRef<RowGridHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const [isTooMuch, setTooMuch] = useState(false)

  function choose(names: readonly ChannelName[]): void {
    const wanted = new Set(names)
    const numbers = channels.filter(({ name, kind }) => wanted.has(name) && kind === 'number')
    const most = Math.max(numbers.length, wanted.size - numbers.length)
    setTooMuch(most > MAX_PLOTTED)
    if (most <= MAX_PLOTTED) chooseChannels(names)
  }
  function toggle(index: number): void {
    const row = rows[index]
    if (row !== undefined) choose(toggled(chosen, row.names))
  }
  function onFieldKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') toggle(active)
    else if (event.key === 'ArrowDown') grid.current?.focus()
    else return
    event.preventDefault()
  }
  const partOf = ({ names }: Row): 'all' | 'some' | 'none' => {
    if (names.every((name) => chosen.has(name))) return 'all'
    return names.some((name) => chosen.has(name)) ? 'some' : 'none'
  }

  return (
    <>
      <div className={pick.search}>
        <Search size={14} aria-hidden />
        <input
          type="search"
          className={pick.input}
          aria-label="Find in: Channels"
          placeholder={`Find among ${countOf(channels.length, 'channel')}`}
          ref={field}
          spellCheck={false}
          maxLength={1024}
          value={text}
          onKeyDown={onFieldKey}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
            grid.current?.toTop()
          }}
        />
      </div>
      {rows.length === 0 ? (
        <p className={pick.none}>No channel is called that.</p>
      ) : (
        <div className={styles.list}>
          <RowGrid
            label="Channels"
            testId="channel-list"
            autoFocus={false}
            count={rows.length}
            rowHeight={ROW_HEIGHT}
            columnCount={1}
            active={active}
            handle={grid}
            onActive={setActive}
            onOpen={toggle}
            onRowKey={(index, key) => {
              if (key !== ' ') return false
              toggle(index)
              return true
            }}
            renderRow={(index) => {
              const row = rows[index]
              if (row === undefined) return null
              const part = partOf(row)
              return (
                <div
                  role="gridcell"
                  className={cx(styles.row, row.kind === 'in group' && styles.inGroup)}
                  onPointerUp={() => toggle(index)}
                >
                  <Mark part={part} />
                  <span className={cx(styles.title, row.kind === 'group' && styles.group)}>
                    <Name>{row.title}</Name>
                  </span>
                  <span className={styles.quiet}>
                    <Name>{row.note}</Name>
                  </span>
                </div>
              )
            }}
          />
        </div>
      )}
      <div className={styles.foot}>
        <span className={styles.count} role="status">
          {isTooMuch
            ? `At most ${MAX_PLOTTED} plots and ${MAX_PLOTTED} strips.`
            : `${formatCount(chosen.size)} of ${formatCount(channels.length)} shown`}
        </span>
        <Button kind="quiet" onPress={() => choose(usualChannels(channels))}>
          The usual ones
        </Button>
        <Button onPress={onClose}>Done</Button>
      </div>
    </>
  )
}

interface ChannelPickerProps {
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Which channels have a plot, a strip, a column of the table: by group, by search, by keys. */
export function ChannelPicker({ isOpen, onOpenChange }: ChannelPickerProps): ReactNode {
  const all = useFlightChannels((s) => s.channels.length)
  const shown = useFlightChannels((s) => s.lanes.length + s.strips.length)
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <AriaButton className={select.button ?? ''} aria-keyshortcuts="V">
        <span>
          {shown === all ? 'Channels' : `${formatCount(shown)} of ${formatCount(all)} channels`}
        </span>
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      <Popover className={cx(pick.popover, styles.popover)} offset={4} placement="bottom start">
        <Dialog className={cx(pick.dialog)} aria-label="Channels">
          <List onClose={() => onOpenChange(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
