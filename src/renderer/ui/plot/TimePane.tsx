import type { ReactNode, RefObject } from 'react'
import { useFocusOnMount } from '../useFocusOnMount'
import { usePageKeys } from '../usePageKeys'

interface TimePaneProps {
  readonly pane: RefObject<HTMLDivElement | null>
  readonly className: string | undefined
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly children: ReactNode
}

/** Plots as a whole take the focus; the keys of their time axis work wherever in the view it is. */
export function TimePane({ pane, className, onKey, children }: TimePaneProps): ReactNode {
  useFocusOnMount(pane)
  usePageKeys((_, event) => onKey(event))
  return (
    <div
      ref={pane}
      className={className}
      role="group"
      aria-label="Plots over time. Arrows pan, plus and minus zoom, Shift and arrows move the cursor"
      tabIndex={0}
      data-testid="plots"
    >
      {children}
    </div>
  )
}
