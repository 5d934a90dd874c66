import { useEffect, useEffectEvent } from 'react'
import { TYPED_INTO } from './typedInto'

/** Parts that use plain keys themselves. */
const ownKeys = `${TYPED_INTO}, [role="dialog"], [role="menu"], [role="listbox"]`
/** A button or a switch that was clicked has the focus, and uses no keys but these. */
const pressKeys = new Set(['Enter', ' '])

function isOwn(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(ownKeys) !== null) return true
  return pressKeys.has(key) && target.closest('button, input') !== null
}

/**
 * Plain keys for a whole view, wherever in it the focus is. `onKey` returns whether it used the
 * key; keys that a part of the view has used do not come here.
 */
export function usePageKeys(onKey: (key: string, event: KeyboardEvent) => boolean): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isOwn(event.target, event.key)) return
    if (onKey(event.key, event)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => handle(event)
    // Not on the window: there listen the keys that work everywhere, and these go before them.
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
