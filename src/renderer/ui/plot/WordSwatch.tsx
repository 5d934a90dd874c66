import { useCallback, type ReactNode } from 'react'
import { Drawing, type Draw } from './Drawing'
import type { Level } from './levels'
import { paintWord } from './paintWord'
import { usePlotColours } from './tokens'
import styles from './WordSwatch.module.css'

/** The look of a word, to stand beside it; null for words that are not told apart. */
export function WordSwatch({
  word,
  level,
}: {
  readonly word: string | null
  readonly level?: Level | undefined
}): ReactNode {
  const colours = usePlotColours()
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      paintWord(context, word, colours, { left: 0, top: 0, width, height }, level)
    },
    [word, level, colours],
  )
  return (
    <span className={styles.swatch}>
      <Drawing draw={draw} />
    </span>
  )
}
