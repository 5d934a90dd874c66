import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Blank } from './Blank'
import { Button } from './Button'

interface UnreadableProps {
  /** 'The telemetry could not be read' */
  readonly title: string
  /** What the station said of it. */
  readonly reason: string
  readonly onRetry: () => void
  readonly isPage?: boolean
}

/** In place of what the station could not be asked for: why, and the way to ask again. */
export function Unreadable({ title, reason, onRetry, isPage = false }: UnreadableProps): ReactNode {
  return (
    <Blank
      isPage={isPage}
      icon={<CircleAlert size={32} strokeWidth={1.5} aria-hidden />}
      title={title}
      steps={<Button onPress={onRetry}>Try again</Button>}
    >
      {reason}
    </Blank>
  )
}
