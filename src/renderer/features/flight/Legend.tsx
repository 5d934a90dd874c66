import { memo, useMemo, type ReactNode } from 'react'
import { useFlightChannels } from '../../stores/flight/channels'
import { useFlightData } from '../../stores/flight/data'
import { countOf } from '../../ui/format'
import { Name } from '../../ui/Name'
import { levelsOf } from '../../ui/plot/levels'
import { WordSwatch } from '../../ui/plot/WordSwatch'
import styles from './Legend.module.css'

/** Nobody looks up more; the strips say their words themselves. */
const MOST_WORDS = 40

/** What the looks of the strips and the signs of the order mean, on as many lines as they take. */
export const Legend = memo(function Legend(): ReactNode {
  const words = useFlightData((s) => s.words)
  const strips = useFlightChannels((s) => s.strips)
  const levels = useMemo(() => levelsOf(strips.flatMap(({ states }) => states)), [strips])
  const more = words.length - MOST_WORDS
  return (
    <ul
      className={styles.legend}
      data-testid="plot-legend"
      aria-label="What colours and signs mean"
    >
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
      {words.slice(0, MOST_WORDS).map((word) => (
        <li key={word}>
          <WordSwatch word={word} level={levels.get(word)} />
          <span className={styles.word}>
            <Name>{word}</Name>
          </span>
        </li>
      ))}
      {more > 0 ? <li>and {countOf(more, 'other word')}</li> : null}
    </ul>
  )
})
