import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { cx } from './cx'
import { Button } from './Button'
import styles from './list/PointMenu.module.css'

interface MenuButtonProps {
  readonly label: string
  readonly keys?: string
  readonly icon?: ReactNode
  readonly isOpen: boolean
  readonly isDisabled?: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly items: readonly {
    readonly id: string
    readonly label: string
    readonly note?: string
    run(): void
  }[]
}

/** A button that opens a few choices below itself. */
export function MenuButton({
  label,
  keys,
  icon,
  isOpen,
  isDisabled = false,
  onOpenChange,
  items,
}: MenuButtonProps): ReactNode {
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button icon={icon} isDisabled={isDisabled} {...(keys === undefined ? {} : { keys })}>
        {label}
      </Button>
      <Popover className={cx(styles.popover)} placement="bottom end" offset={4}>
        <Menu
          aria-label={label}
          autoFocus="first"
          className={cx(styles.menu)}
          onAction={(id) => items.find((item) => item.id === id)?.run()}
        >
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.label} className={cx(styles.item)}>
              {item.label}
              {item.note === undefined ? null : <span className={styles.note}>{item.note}</span>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
