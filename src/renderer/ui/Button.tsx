import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button'
import styles from './Button.module.css'
import { cx } from './cx'
import { keyText } from './keySigns'
import { isMac } from './platform'
import { Tip } from './Tip'

interface ButtonProps extends Pick<
  AriaButtonProps,
  'onPress' | 'isDisabled' | 'autoFocus' | 'type'
> {
  readonly children?: ReactNode
  readonly icon?: ReactNode
  readonly kind?: 'plain' | 'primary' | 'quiet'
  /** Name for a button that shows an icon alone. */
  readonly label?: string
  /** What it does, where the label does not say it all. */
  readonly tip?: string
  /** Its key, shown in the tooltip. */
  readonly keys?: string
  readonly testId?: string
}

export function Button({
  children,
  icon,
  kind = 'plain',
  label,
  tip,
  keys,
  testId,
  ...rest
}: ButtonProps): ReactNode {
  const button = (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(keys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(keys) })}
      data-testid={testId}
      className={cx(styles.button, styles[kind], children === undefined && styles.iconOnly)}
    >
      {icon}
      {children}
    </AriaButton>
  )
  const words = tip ?? label
  const key = keys === undefined ? null : keyText(keys, isMac)
  if (words === undefined && key === null) return button
  return (
    <Tip words={words ?? ''} keys={key}>
      {button}
    </Tip>
  )
}

function ariaKeys(keys: string): string {
  return keys.replace('Mod', isMac ? 'Meta' : 'Control')
}
