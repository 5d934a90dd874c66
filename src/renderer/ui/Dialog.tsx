import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from './cx'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A sheet over the window that Escape or a click beside it closes. */
export function Dialog({ label, onClose, children }: DialogProps): ReactNode {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={cx(styles.scrim)}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={cx(styles.sheet)}>
        <AriaDialog aria-label={label} className={cx(styles.dialog)}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
