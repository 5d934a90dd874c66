import { useEffect, useRef } from 'react'
import { filesState } from '../../stores/files/files'

/** Somebody who moved the pointer this long ago is no longer aiming at a row. */
const REST_MS = 1500

/** Holds the rows still while the pointer moves over them. */
export function usePointerHold(): { onPointerMove(): void; onPointerLeave(): void } {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      filesState().actions.pointerRested()
    },
    [],
  )
  const rest = (): void => {
    clearTimeout(timer.current)
    filesState().actions.pointerRested()
  }
  return {
    onPointerMove() {
      clearTimeout(timer.current)
      filesState().actions.pointerMoved()
      timer.current = setTimeout(rest, REST_MS)
    },
    onPointerLeave: rest,
  }
}
