import { useEffect, type RefObject } from 'react'

/** Gives a view's main part the keys when the view comes, unless a dialog or a field has them. */
export function useFocusOnMount(part: RefObject<HTMLElement | null>, wanted = true): void {
  useEffect(() => {
    if (!wanted) return
    const holder = document.activeElement
    if (
      holder instanceof HTMLElement &&
      holder.closest('input, textarea, [role="dialog"]') !== null
    )
      return
    part.current?.focus({ preventScroll: true })
  }, [part, wanted])
}
