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

/** Keys that work everywhere in the window: those of the commands, and Escape for back. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const known = commands.flatMap((command) => (command.keys === null ? [] : [command.keys]))
    const match = createKeyMatcher(known, isMac)
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || overlaysState().open !== null) return
      if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return
      const { keys } = match(event, event.timeStamp)
      const command = keys === null ? undefined : commands.find((c) => c.keys === keys)
      if (command) {
        event.preventDefault()
        command.run()
      } else if (event.key === 'Escape') {
        const { place, actions } = navigationState()
        if (place.view !== 'queue') actions.backChosen()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
