/**
 * Puts text on the clipboard within a key press or click. By the copy event and not
 * navigator.clipboard, because the window is given no permissions at all. Returns false when the
 * system refused.
 */
export function copyToClipboard(text: string): boolean {
  let taken = false
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    taken = true
  }
  document.addEventListener('copy', onCopy, { capture: true, once: true })
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', onCopy, { capture: true })
  return copied && taken
}
