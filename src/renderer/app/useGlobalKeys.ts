import { useEffect } from 'react'
import { navigationState } from '../stores/navigation/navigation'
import { overlaysState } from '../stores/overlays/overlays'
import { isMac } from '../ui/platform'
import { commands } from './commands'
import { createKeyMatcher } from './keyMatcher'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
  )
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
