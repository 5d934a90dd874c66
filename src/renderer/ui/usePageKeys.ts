import { useEffect, useEffectEvent } from 'react'

/** Parts that use plain keys themselves. */
const ownKeys = 'button, input, textarea, [role="dialog"], [role="menu"]'

/**
 * Plain keys for a whole view, wherever in it the focus is. `onKey` returns whether it used the
 * key; keys that a part of the view has used do not come here.
 */
export function usePageKeys(onKey: (key: string) => boolean): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.closest(ownKeys) !== null) return
    if (onKey(event.key)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => handle(event)
    // Not on the window: there listen the keys that work everywhere, and these go before them.
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
