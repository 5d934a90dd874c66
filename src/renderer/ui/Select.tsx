import { showInvisible } from '#shared/raw/pieces'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { cx } from './cx'
import styles from './Select.module.css'

interface SelectProps<T extends string> {
  readonly label: string
  /** Whether the label stands before it; else it is for screen readers alone. */
  readonly labelShown?: boolean
  readonly value: T
  readonly options: readonly { readonly id: T; readonly name: string }[]
  readonly onChange: (value: T) => void
}

/** One of a few things, chosen from a list that opens. */
export function Select<T extends string>({
  label,
  labelShown = false,
  value,
  options,
  onChange,
}: SelectProps<T>): ReactNode {
  return (
    <AriaSelect
      className={cx(styles.select)}
      {...(labelShown ? {} : { 'aria-label': label })}
      value={value}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id)
        if (chosen) onChange(chosen.id)
      }}
    >
      {labelShown ? <Label className={cx(styles.label)}>{label}</Label> : null}
      <Button className={cx(styles.button)}>
        <SelectValue className={cx(styles.value)} />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={cx(styles.popover)} offset={4}>
        <ListBox className={cx(styles.list)} items={options}>
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={showInvisible(name)} className={cx(styles.item)}>
              {showInvisible(name)}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
