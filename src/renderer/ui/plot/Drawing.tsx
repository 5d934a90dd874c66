import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import styles from './Drawing.module.css'
import { useBox, type Box } from './useBox'

/** Draws into a canvas of a size in px; what was there is gone. */
export type Draw = (context: CanvasRenderingContext2D, box: Box) => void

interface DrawingProps {
  /** Called again whenever it is another function, and when size or density change. */
  readonly draw: Draw
  readonly testId?: string
}

function useDensity(): number {
  const [density, setDensity] = useState(devicePixelRatio)
  useEffect(() => {
    const query = matchMedia(`(resolution: ${density}dppx)`)
    const changed = (): void => setDensity(devicePixelRatio)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [density])
  return density
}

/** A canvas that fills its place and is as sharp as the screen. What it shows must be said in words too. */
export function Drawing({ draw, testId }: DrawingProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const box = useBox(place)
  const density = useDensity()
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !canvas.current || box === null) return
    const width = Math.round(box.width * density)
    const height = Math.round(box.height * density)
    if (canvas.current.width !== width) canvas.current.width = width
    if (canvas.current.height !== height) canvas.current.height = height
    context.setTransform(density, 0, 0, density, 0, 0)
    context.clearRect(0, 0, box.width, box.height)
    draw(context, box)
  }, [draw, box, density])
  return (
    <div ref={place} className={styles.place} data-testid={testId}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
    </div>
  )
}
