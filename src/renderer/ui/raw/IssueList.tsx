import type { LineIssue } from '#shared/codes'
import { lineCodeWords } from '#shared/words'
import type { ReactNode } from 'react'
import { asSentence } from '../format'
import { Name } from '../Name'
import styles from './IssueList.module.css'

/** Every issue of a line in words: the field, what is wrong with it, and what is expected. */
export function IssueList({ issues }: { readonly issues: readonly LineIssue[] }): ReactNode {
  return (
    <ul className={styles.issues} aria-label="Issues">
      {issues.map((issue) => (
        <li key={`${issue.path} ${issue.code}`} className={styles.issue}>
          <span className={styles.field}>
            {issue.path === '' ? 'whole line' : <Name>{issue.path}</Name>}
          </span>
          <span>
            {asSentence(issue.message)}{' '}
            <span className={styles.help}>{lineCodeWords[issue.code].help}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
