import { fold, hasWords } from '#shared/fold'
import { ChevronDown, Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { cx } from './cx'
import { countOf } from './format'
import { RowGrid, type RowGridHandle } from './list/RowGrid'
import { Name } from './Name'
import styles from './PickBox.module.css'
import select from './Select.module.css'

const ROW_HEIGHT = 28
/** Characters that fit a row. */
const NAME_ROOM = 48
/** Characters that fit the button. */
const BUTTON_ROOM = 24

interface Option {
  readonly id: string
  readonly name: string
}

interface PickBoxProps {
  readonly label: string
  /** The id of what is chosen. */
  readonly value: string
  /** What there are many of, as in 'No package is called that'. */
  readonly noun: string
  /** Stands above all others, as long as what is typed is its beginning. */
  readonly first: Option | null
  readonly options: readonly Option[]
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onChange: (id: string) => void
}

/** The field and what fits it. Only the rows in view exist, so that thousands open at once. */
function List({
  label,
  noun,
  value,
  first,
  options,
  onOpenChange,
  onChange,
}: Omit<PickBoxProps, 'isOpen'>): ReactNode {
  const [text, setText] = useState('')
  const found = useMemo(() => {
    const fits = hasWords(text)
    const named = options.filter(({ name }) => fits(name))
    const isFirst = first !== null && fold(first.name).startsWith(fold(text.trim()))
    return isFirst ? [first, ...named] : named
  }, [text, first, options])
  const [chosen, setChosen] = useState<number | null>(null)
  const active =
    chosen ??
    Math.max(
      0,
      found.findIndex(({ id }) => id === value),
    )
  const grid = useRef<RowGridHandle>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  function pick(index: number): void {
    const option = found[index]
    if (option === undefined) return
    onOpenChange(false)
    onChange(option.id)
  }

  function onFieldKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') pick(active)
    else if (event.key === 'ArrowDown') grid.current?.focus()
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles.search}>
        <Search size={14} aria-hidden />
        <input
          type="search"
          className={styles.input}
          aria-label={`Find in: ${label}`}
          placeholder={`Find among ${countOf(options.length, noun)}`}
          ref={field}
          spellCheck={false}
          maxLength={1024}
          value={text}
          onKeyDown={onFieldKey}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
            grid.current?.toTop()
          }}
        />
      </div>
      {found.length === 0 ? (
        <p className={styles.none}>No {noun} is called that.</p>
      ) : (
        <div className={styles.list}>
          <RowGrid
            label={label}
            testId="pick-list"
            autoFocus={false}
            count={found.length}
            rowHeight={ROW_HEIGHT}
            columnCount={1}
            active={active}
            handle={grid}
            onActive={setChosen}
            onOpen={pick}
            renderRow={(index) => (
              <div role="gridcell" className={styles.cell} onPointerUp={() => pick(index)}>
                <Name keepEnd room={NAME_ROOM}>
                  {found[index]?.name ?? ''}
                </Name>
              </div>
            )}
          />
        </div>
      )}
    </>
  )
}

/** One of many things with names, found by typing a part of its name. */
export function PickBox({ isOpen, ...props }: PickBoxProps): ReactNode {
  const { label, value, first, options, onOpenChange } = props
  const shown = options.find(({ id }) => id === value)?.name ?? first?.name ?? ''
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button className={cx(select.button, styles.button)} aria-label={`${label}: ${shown}`}>
        <Name keepEnd room={BUTTON_ROOM}>
          {shown}
        </Name>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={cx(styles.popover)} offset={4} placement="bottom start">
        <Dialog className={cx(styles.dialog)} aria-label={label}>
          <List {...props} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
