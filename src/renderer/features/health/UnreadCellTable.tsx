import type { CellErrorSummary } from '#shared/inbox/cellErrors'
import { lineCodeWords } from '#shared/words'
import type { ReactNode } from 'react'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { TableHead } from '../../ui/TableHead'
import styles from './HealthView.module.css'

/** Cells that can't be read: of which channel, why, how often, and where first. */
export function UnreadCellTable({ records, counts }: CellErrorSummary): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="health-cells">
      <h2 id="health-cells">Cells that can’t be read</h2>
      {counts.length === 0 ? (
        <p className={styles.quiet}>None: every cell of a record could be read.</p>
      ) : (
        <>
          <p className={styles.quiet}>{countOf(records, 'record')} lack a value for them.</p>
          <table className={styles.table} data-testid="unread-cells">
            <TableHead
              columns={[
                'Channel',
                'Why',
                { name: 'Cells', isNumber: true },
                { name: 'First in line', isNumber: true },
              ]}
            />
            <tbody>
              {counts.map(({ channel, code, count, firstLine }) => (
                <tr key={`${channel} ${code}`}>
                  <th scope="row" className={styles.key}>
                    <Name>{channel}</Name>
                  </th>
                  <td>{lineCodeWords[code].title}</td>
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
