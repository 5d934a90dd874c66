import type { KeyboardEvent, ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from './cx'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** A wide one takes most of the window, for work that needs the room. */
  readonly size?: 'small' | 'wide'
  /** Keys of its own, wherever in it the focus is. */
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

/** A sheet over the window that Escape or a click beside it closes. */
export function Dialog({
  label,
  onClose,
  children,
  size = 'small',
  onKeyDown,
}: DialogProps): ReactNode {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={cx(styles.scrim)}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={cx(styles.sheet, size === 'wide' && styles.wide)}>
        <div className={styles.keys} onKeyDown={onKeyDown} role="presentation">
          <AriaDialog aria-label={label} className={cx(styles.dialog)}>
            {children}
          </AriaDialog>
        </div>
      </Modal>
    </ModalOverlay>
  )
}
