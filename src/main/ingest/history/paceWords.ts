import type { Settings } from '#shared/settings'
import { countText } from '#shared/numbers'

type PaceSettings = Pick<
  Settings,
  'linesPerWrite' | 'pauseBetweenWritesMs' | 'linesPerSecond' | 'filesAtOnce'
>

const settings: readonly {
  readonly name: string
  readonly text: (pace: PaceSettings) => string
}[] = [
  {
    name: 'Lines per second',
    text: ({ linesPerSecond }) =>
      linesPerSecond === null ? 'full speed' : countText(linesPerSecond),
  },
  {
    name: 'Pause between writes',
    text: ({ pauseBetweenWritesMs }) => `${countText(pauseBetweenWritesMs)} ms`,
  },
  { name: 'Lines per write', text: ({ linesPerWrite }) => countText(linesPerWrite) },
  { name: 'Files at once', text: ({ filesAtOnce }) => countText(filesAtOnce) },
]

/** What of the pace was changed, in words; null when nothing was. */
export function paceWords(before: PaceSettings, now: PaceSettings): string | null {
  const changes = settings.flatMap(({ name, text }) =>
    text(before) === text(now) ? [] : [`${name}: ${text(now)}, was ${text(before)}`],
  )
  return changes.length === 0 ? null : changes.join('; ')
}
