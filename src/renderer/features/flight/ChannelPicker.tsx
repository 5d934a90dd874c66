import { MAX_PLOTTED } from '#shared/flight/bounds'
import type { ChannelName } from '#shared/flight/scope'
import { Check, ChevronDown, Layers2, Minus, Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { chooseChannels } from '../../bridge/flightChannels'
import { flightChannelsState, usualChannels, useFlightChannels } from '../../stores/flight/channels'
import { isAlone, MAX_IN_LANE, type Sharing } from '../../stores/flight/lanes'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Hidden } from '../../ui/Hidden'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import pick from '../../ui/PickBox.module.css'
import select from '../../ui/Select.module.css'
import styles from './ChannelPicker.module.css'
import { rowsOf, shareOffer, toggled, type PickerRow, type ShareOffer } from './channelRows'

const ROW_HEIGHT = 28

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

/** Whether a row shares the lane of the channel above it, and the way to change that. */
function Share({
  title,
  isOn,
  onPress,
}: {
  readonly title: string
  readonly isOn: boolean
  readonly onPress: () => void
}): ReactNode {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={cx(styles.share, isOn && styles.isShared)}
      aria-pressed={isOn}
      aria-label={title}
      title={`${title} (L)`}
      onPointerUp={(event) => {
        event.stopPropagation()
        onPress()
      }}
    >
      <Layers2 size={14} aria-hidden />
    </button>
  )
}

function List({ onClose }: { readonly onClose: () => void }): ReactNode {
  const channels = useFlightChannels((s) => s.channels)
  const plotted = useFlightChannels((s) => s.plotted)
  const strips = useFlightChannels((s) => s.strips)
  const sharing = useFlightChannels((s) => s.sharing)
  const chosen = useMemo(
    () => new Set([...plotted, ...strips].map(({ name }) => name)),
    [plotted, strips],
  )
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const rows = useMemo(() => rowsOf(channels, text), [channels, text])
  const grid = useRef<RowGridHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const [refusal, setRefusal] = useState<string | null>(null)

  function choose(names: readonly ChannelName[], shares: Sharing = sharing): void {
    const wanted = new Set(names)
    const numbers = channels.filter(({ name, kind }) => wanted.has(name) && kind === 'number')
    const most = Math.max(numbers.length, wanted.size - numbers.length)
    if (most > MAX_PLOTTED) {
      setRefusal(`At most ${MAX_PLOTTED} plots and ${MAX_PLOTTED} strips.`)
      return
    }
    setRefusal(null)
    chooseChannels({ names, sharing: shares })
  }
  function toggle(index: number): void {
    const row = rows[index]
    if (row !== undefined) choose(toggled(chosen, row.names))
  }
  const offerOf = (index: number): ShareOffer | null => shareOffer(rows, index, chosen, sharing)
  function share(index: number): void {
    const offer = offerOf(index)
    if (offer === null) return
    choose([...new Set([...chosen, ...offer.names])], offer.after)
    const { lanes } = flightChannelsState()
    const isFull = !offer.isOn && offer.names.every((name) => isAlone(lanes, name))
    if (isFull) setRefusal(`At most ${MAX_IN_LANE} channels share a lane.`)
  }
  function onFieldKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') toggle(active)
    else if (event.key === 'ArrowDown') grid.current?.focus()
    else return
    event.preventDefault()
  }
  const partOf = ({ names }: PickerRow): 'all' | 'some' | 'none' => {
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
              if (key === ' ') toggle(index)
              else if (key === 'l') share(index)
              else return false
              return true
            }}
            renderRow={(index) => {
              const row = rows[index]
              if (row === undefined) return null
              const part = partOf(row)
              const offer = offerOf(index)
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
                  {offer === null ? (
                    <span className={styles.noShare} />
                  ) : (
                    <Share title={offer.title} isOn={offer.isOn} onPress={() => share(index)} />
                  )}
                </div>
              )
            }}
          />
        </div>
      )}
      <div className={styles.foot}>
        <span className={styles.count} role="status">
          {refusal ?? `${countText(chosen.size)} of ${countText(channels.length)} shown`}
        </span>
        <Button
          kind="quiet"
          onPress={() => {
            const { names, sharing: shares } = usualChannels(channels)
            choose(names, shares)
          }}
        >
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
  const shown = useFlightChannels((s) => s.plotted.length + s.strips.length)
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <AriaButton className={select.button ?? ''} aria-keyshortcuts="V">
        <span>
          {shown === all ? 'Channels' : `${countText(shown)} of ${countText(all)} channels`}
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
