import { useLayoutEffect, useState, type RefObject } from 'react'

export interface Box {
  readonly width: number
  readonly height: number
}

/** The inner size of an element in whole px, followed as it changes; null until it is there. */
export function useBox(element: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null)
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return undefined
    const measure = (): void => {
      const width = Math.floor(target.clientWidth)
      const height = Math.floor(target.clientHeight)
      setBox((old) => (old?.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return box
}
