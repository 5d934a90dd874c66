import { ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../Button'
import { ZOOM_STEP, type TimeMoves } from './timeKeys'

interface ZoomButtonsProps extends Pick<TimeMoves, 'zoomedBy'> {
  /** There is no more time than is shown. */
  readonly isAll?: boolean
}

/** What plus and minus do, for the pointer. */
export function ZoomButtons({ zoomedBy, isAll = false }: ZoomButtonsProps): ReactNode {
  return (
    <>
      <Button
        kind="quiet"
        label="Zoom in"
        keys="+"
        icon={<ZoomIn size={16} aria-hidden />}
        onPress={() => zoomedBy(1 / ZOOM_STEP)}
      />
      <Button
        kind="quiet"
        label="Zoom out"
        keys="-"
        isDisabled={isAll}
        icon={<ZoomOut size={16} aria-hidden />}
        onPress={() => zoomedBy(ZOOM_STEP)}
      />
    </>
  )
}
