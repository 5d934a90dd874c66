import { memo, type ReactNode } from 'react'
import { useFlightData } from '../../stores/flight/data'
import { Name } from '../../ui/Name'
import { WordSwatch } from '../../ui/plot/WordSwatch'
import styles from './Legend.module.css'

/** What the looks of the strips and the signs of the order mean: all of them, on as many lines as they take. */
export const Legend = memo(function Legend(): ReactNode {
  const words = useFlightData((s) => s.words)
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
      {words.map((word) => (
        <li key={word}>
          <WordSwatch word={word} />
          <span className={styles.word}>
            <Name>{word}</Name>
          </span>
        </li>
      ))}
    </ul>
  )
})
