import type { UnknownKey } from '#shared/lineFindings'
import type { ReactNode } from 'react'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { TableHead } from '../../ui/TableHead'
import styles from './HealthView.module.css'

/** No name of a key is shown longer than this; one of a megabyte would hold the window up. */
const MOST_CHARACTERS = 120

function shortened(key: string): string {
  return key.length > MOST_CHARACTERS ? `${key.slice(0, MOST_CHARACTERS)}…` : key
}

/** Keys that the satellite type does not know: which, how often, and where first. */
export function UnknownKeyTable({
  keys,
  satelliteType,
}: {
  readonly keys: readonly UnknownKey[]
  readonly satelliteType: string
}): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="health-keys">
      <h2 id="health-keys">Unknown keys</h2>
      {keys.length === 0 ? (
        <p className={styles.quiet}>None: every key is one that {satelliteType} knows.</p>
      ) : (
        <>
          <p className={styles.quiet}>
            {satelliteType} does not know these. They were ignored; no line is bad for them.
          </p>
          <table className={styles.table} data-testid="unknown-keys">
            <TableHead
              columns={[
                'Key',
                { name: 'Lines', isNumber: true },
                { name: 'First in line', isNumber: true },
              ]}
            />
            <tbody>
              {keys.map(({ key, count, firstLine }) => (
                <tr key={key}>
                  <th scope="row" className={styles.key}>
                    {key === null ? 'others' : <Name>{shortened(key)}</Name>}
                  </th>
                  <td className={styles.number}>{countText(count)}</td>
                  <td className={styles.number}>{countText(firstLine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
