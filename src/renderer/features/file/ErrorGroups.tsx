import type { LineCode } from '#shared/codes'
import { lineCodeWords } from '#shared/words'
import type { ReactNode } from 'react'
import { filePageState, useFilePage } from '../../stores/filePage/filePage'
import { countText } from '#shared/numbers'
import styles from './ErrorGroups.module.css'

/** As many kinds as have a key of their own; there are hardly ever more in one file. */
const KEYED_GROUPS = 9

/** The kind that a number key stands for: null for all of them, undefined for a key without a meaning. */
export function groupForKey(key: string): LineCode | null | undefined {
  if (key === '0') return null
  return /^[1-9]$/.test(key) ? filePageState().groups?.[Number(key) - 1]?.code : undefined
}

interface ErrorGroupsProps {
  readonly onChoose: (code: LineCode | null) => void
}

/** The kinds of bad lines, each a switch that leaves the others out of the list. */
export function ErrorGroups({ onChoose }: ErrorGroupsProps): ReactNode {
  const groups = useFilePage((s) => s.groups)
  const chosen = useFilePage((s) => s.code)
  if (groups === null) return null
  return (
    <ul
      className={styles.groups}
      aria-label="Bad lines by what is wrong"
      data-testid="error-groups"
    >
      {groups.map(({ code, count }, i) => {
        const key = code === chosen ? ' (0 shows all)' : i < KEYED_GROUPS ? ` (${i + 1})` : ''
        return (
          <li key={code}>
            <button
              type="button"
              className={styles.group}
              aria-pressed={code === chosen}
              title={`${lineCodeWords[code].help}${key}`}
              data-code={code}
              // The list keeps the focus, and with it its keys.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(code === chosen ? null : code)}
            >
              {lineCodeWords[code].title} <b>{countText(count)}</b>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
