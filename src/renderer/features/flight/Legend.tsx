import { memo, type CSSProperties, type ReactNode } from 'react'
import { useFlightData } from '../../stores/flight/data'
import { Name } from '../../ui/Name'
import styles from './Legend.module.css'

/** Those that do not fit are left out; what they are is said where the cursor stands. */
const MAX_WORDS = 8

/** What the colours of the strips and the signs of the order mean. */
export const Legend = memo(function Legend(): ReactNode {
  const words = useFlightData((s) => s.words)
  return (
    <ul className={styles.legend} aria-label="What colours and signs mean">
      <li>
        <span className={styles.back} aria-hidden>
          ◀
        </span>
        out of order
      </li>
      <li>
        <span className={styles.repeated} aria-hidden>
          ▮▮
        </span>
        time repeated
      </li>
      <li>
        <span className={styles.gap} />
        no records
      </li>
      {[...words].slice(0, MAX_WORDS).map(([word, place]) => (
        <li key={word}>
          <span
            className={styles.colour}
            style={{ background: `var(--plot-word-${place})` } satisfies CSSProperties}
          />
          <span className={styles.word}>
            <Name>{word}</Name>
          </span>
        </li>
      ))}
    </ul>
  )
})
