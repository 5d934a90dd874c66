import { useEffect, useState, type ReactNode } from 'react'

/** Parts that may come a moment after the rest: they are made once the first frame is on the screen. */
export function Later({ children }: { readonly children: ReactNode }): ReactNode {
  const [due, setDue] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    // What a frame draws is on the screen when the next one begins.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        timer = setTimeout(() => setDue(true))
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      if (timer !== null) clearTimeout(timer)
    }
  }, [])
  return due ? children : null
}
