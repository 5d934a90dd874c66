import type { ReactNode } from 'react'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { cx } from './cx'
import { Name } from './Name'
import list from './Select.module.css'
import styles from './TextBox.module.css'

interface KeyBoxProps {
  readonly label: string
  readonly value: string
  /** What one may choose from; anything else may be typed. */
  readonly keys: readonly string[]
  readonly onChange: (value: string) => void
}

/** A field for a key of a JSON object, with those that are likely offered as one types. */
export function KeyBox({ label, value, keys, onChange }: KeyBoxProps): ReactNode {
  return (
    <ComboBox
      className={cx(styles.box)}
      aria-label={label}
      inputValue={value}
      onInputChange={onChange}
      defaultItems={keys.map((key) => ({ key }))}
      menuTrigger="input"
      allowsCustomValue
    >
      <span className={styles.field}>
        <Input className={cx(styles.input, styles.mono)} placeholder={label} />
      </span>
      <Popover className={cx(list.popover)} offset={4}>
        <ListBox className={cx(list.list)}>
          {({ key }: { readonly key: string }) => (
            <ListBoxItem id={key} textValue={key} className={cx(list.item, styles.mono)}>
              <Name>{key}</Name>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
