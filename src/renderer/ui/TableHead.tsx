import type { ReactNode } from 'react'
import { Hidden } from './Hidden'
import styles from './Table.module.css'

interface Column {
  readonly name: string
  readonly isNumber?: boolean
  /** Said to screen readers alone. */
  readonly isHidden?: boolean
}

/** The names of a table's columns. */
export function TableHead({
  columns,
}: {
  /** Each has a name of its own. */
  readonly columns: readonly (string | Column)[]
}): ReactNode {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const { name, isNumber, isHidden } =
            typeof column === 'string' ? { name: column } : column
          return (
            <th key={name} scope="col" className={isNumber ? styles.number : undefined}>
              {isHidden ? <Hidden>{name}</Hidden> : name}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
