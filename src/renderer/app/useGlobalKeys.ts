import { useEffect } from 'react'
import { navigationState } from '../stores/navigation/navigation'
import { overlaysState } from '../stores/overlays/overlays'
import { isMac } from '../ui/platform'
import { TYPED_INTO } from '../ui/typedInto'
import { commands } from './commands'
import { createKeyMatcher } from './keyMatcher'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TYPED_INTO) !== null
}

/** Copying and undoing are the text's own where one is typed or marked. */
function isForText(event: KeyboardEvent): boolean {
  if (!event.ctrlKey && !event.metaKey) return false
  const key = event.key.toLowerCase()
  if (key === 'z') return isTyping(event.target)
  return key === 'c' && (isTyping(event.target) || (getSelection()?.toString() ?? '') !== '')
}

/**
 * Whether a plain key that a closed list's button would take is the view's: a letter would choose
 * the entry that begins with it, and an arrow the next one, though the button was only clicked.
 */
function isForView(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) {
    return false
  }
  const button = event.target.closest('button[aria-haspopup="listbox"][aria-expanded="false"]')
  if (button === null) return false
  if (event.key.length === 1) return event.key !== ' '
  return event.key.startsWith('Arrow') && !button.matches(':focus-visible')
}

/** A dialog has the keys to itself. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}

/**
 * Keys that work everywhere in the window: those of the commands, and Escape for back. A view's own
 * plain keys go before them, but not when they end a sequence that has begun: G E is no E.
 */
export function useGlobalKeys(): void {
  useEffect(() => {
    const known = commands.flatMap((command) => (command.keys === null ? [] : [command.keys]))
    const match = createKeyMatcher(known, isMac)
    let begun = false
    /** The press that was looked at on its way down. */
    let seen: KeyboardEvent | null = null

    const isForAll = (event: KeyboardEvent): boolean => {
      if (event.defaultPrevented || overlaysState().open !== null) return false
      if (isInDialog(event.target)) return false
      if (isForText(event)) return false
      return !isTyping(event.target) || event.ctrlKey || event.metaKey
    }
    const runFor = (event: KeyboardEvent): boolean => {
      const matched = match(event, event.timeStamp)
      begun = matched.begun
      const command =
        matched.keys === null ? undefined : commands.find((c) => c.keys === matched.keys)
      if (command === undefined) return false
      event.preventDefault()
      command.run()
      return true
    }
    const onDown = (event: KeyboardEvent): void => {
      if (overlaysState().open === null && isForView(event)) {
        event.stopImmediatePropagation()
        event.preventDefault()
        const { key, code, shiftKey } = event
        const press = { key, code, shiftKey, bubbles: true, cancelable: true }
        document.body.dispatchEvent(new KeyboardEvent('keydown', press))
        return
      }
      if (!begun || !isForAll(event)) return
      seen = event
      if (runFor(event)) event.stopPropagation()
    }
    const onUpwards = (event: KeyboardEvent): void => {
      if (!isForAll(event)) return
      if (event !== seen && runFor(event)) return
      if (event.key !== 'Escape') return
      const { place, actions } = navigationState()
      if (place.view !== 'queue') actions.backChosen()
    }
    window.addEventListener('keydown', onDown, { capture: true })
    window.addEventListener('keydown', onUpwards)
    return () => {
      window.removeEventListener('keydown', onDown, { capture: true })
      window.removeEventListener('keydown', onUpwards)
    }
  }, [])
}
