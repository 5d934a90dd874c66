import { useRef, type ReactNode } from 'react'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { cx } from '../cx'
import { Keys } from '../Keys'
import styles from './PointMenu.module.css'

export interface PointMenuItem {
  readonly id: string
  readonly label: string
  readonly keys?: string
  /** What it will do, where its label does not say it all. */
  readonly will?: string
  run(): void
}

interface PointMenuProps {
  readonly label: string
  /** Where it opens, px from the window's top left corner. */
  readonly x: number
  readonly y: number
  readonly items: readonly PointMenuItem[]
  readonly onClose: () => void
}

/** A menu at a point of the window, with the key of each item beside it. */
export function PointMenu({ label, x, y, items, onClose }: PointMenuProps): ReactNode {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: x, top: y }} />
      <Popover
        isOpen
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        className={cx(styles.popover)}
        onOpenChange={(open) => {
          if (!open) onClose()
        }}
      >
        <Menu
          aria-label={label}
          className={cx(styles.menu)}
          autoFocus="first"
          onAction={(id) => {
            items.find((item) => item.id === id)?.run()
            onClose()
          }}
        >
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.label} className={cx(styles.item)}>
              {item.will === undefined ? (
                item.label
              ) : (
                <span className={styles.words}>
                  {item.label}
                  <span className={styles.will}>{item.will}</span>
                </span>
              )}
              {item.keys === undefined ? null : <Keys keys={item.keys} />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  )
}
