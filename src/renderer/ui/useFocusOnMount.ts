import { useEffect, type RefObject } from 'react'

/** Who has the keys and does not give them to a part that comes. */
const keepers = 'input, textarea, [role="dialog"], [data-keeps-focus]'

/** Gives a view's main part the keys when the view comes, unless a dialog or a field has them. */
export function useFocusOnMount(part: RefObject<HTMLElement | null>, wanted = true): void {
  useEffect(() => {
    if (!wanted) return
    const holder = document.activeElement
    if (holder instanceof HTMLElement && holder.closest(keepers) !== null) return
    part.current?.focus({ preventScroll: true })
  }, [part, wanted])
}
