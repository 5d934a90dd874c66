import { useEffect, useRef, useState } from 'react'

/** What changes more often than this can't be read. */
const READABLE_MS = 500

/** A value that moves all the time, changed at most twice a second; the last one is never lost. */
export function useCalm<T>(value: T): T {
  const [shown, setShown] = useState(value)
  const changedAt = useRef(0)
  useEffect(() => {
    if (Object.is(shown, value)) return undefined
    const wait = changedAt.current + READABLE_MS - performance.now()
    const timer = setTimeout(
      () => {
        changedAt.current = performance.now()
        setShown(value)
      },
      Math.max(0, wait),
    )
    return () => clearTimeout(timer)
  }, [value, shown])
  return shown
}
