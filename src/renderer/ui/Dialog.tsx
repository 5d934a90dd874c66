import { useEffect, useEffectEvent, type KeyboardEvent, type ReactNode } from 'react'
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
  /** Keys of its own, wherever in it the focus is: before a button takes them. */
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

/**
 * The button that has the focus when a dialog opens shows its tooltip, and a tooltip takes Escape
 * for itself: the dialog would stay.
 */
function useEscapePastTip(onClose: () => void): void {
  const handle = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape' || document.querySelector('[role="tooltip"]') === null) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  })
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => handle(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

/** A sheet over the window that Escape or a click beside it closes. */
export function Dialog({
  label,
  onClose,
  children,
  size = 'small',
  onKeyDown,
}: DialogProps): ReactNode {
  useEscapePastTip(onClose)
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
        <div className={styles.keys} onKeyDownCapture={onKeyDown} role="presentation">
          <AriaDialog aria-label={label} className={cx(styles.dialog)}>
            {children}
          </AriaDialog>
        </div>
      </Modal>
    </ModalOverlay>
  )
}
