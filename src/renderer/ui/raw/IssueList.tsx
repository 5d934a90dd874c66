import type { LineIssue } from '#shared/codes'
import type { DecodedLine } from '#shared/raw/decode'
import { faultPlace, placeWords } from '#shared/raw/place'
import { lineCodeWords } from '#shared/words'
import type { ReactNode } from 'react'
import { asSentence } from '../format'
import { Name } from '../Name'
import styles from './IssueList.module.css'

interface IssueListProps {
  readonly issues: readonly LineIssue[]
  /** The line that has them, or as much of it as there is. */
  readonly line: DecodedLine
  /** More of the line stands elsewhere. */
  readonly cut?: boolean
}

/** Every issue of a line in words: the field or place, what is wrong there, and what is expected. */
export function IssueList({ issues, line, cut = false }: IssueListProps): ReactNode {
  return (
    <ul className={styles.issues} aria-label="Issues">
      {issues.map((issue) => (
        <li key={`${issue.path} ${issue.code}`} className={styles.issue}>
          <span className={styles.field}>
            {issue.path === '' ? 'whole line' : <Name>{issue.path}</Name>}
          </span>
          <span>
            {asSentence(`${issue.message}${placeOf(issue, line, cut)}`)}{' '}
            <span className={styles.help}>{lineCodeWords[issue.code].help}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function placeOf(issue: LineIssue, line: DecodedLine, cut: boolean): string {
  const place = faultPlace(line, issue, cut)
  return place === null ? '' : ` (${placeWords(place)})`
}
