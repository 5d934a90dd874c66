import type { InboxGroup } from '#shared/inbox/groups'
import { lineCodeWords } from '#shared/words'
import { CircleCheck, Sparkle } from 'lucide-react'
import type { ReactNode } from 'react'
import { showInAll } from '../../bridge/inboxGroup'
import { useGroups } from '../../stores/inbox/groups'
import { cx } from '../../ui/cx'
import { asSentence, countOf, formatFullMoment } from '../../ui/format'
import styles from './GroupTitle.module.css'

/** That the inbox is narrowed to some packages or types, and so this page is. */
function Narrowed(): ReactNode {
  const { types, fileIds } = useGroups((s) => s.query.filter)
  const parts: string[] = []
  if (fileIds.length > 0) parts.push(countOf(fileIds.length, 'chosen package'))
  if (types.length > 0) parts.push(countOf(types.length, 'chosen type'))
  if (parts.length === 0) return null
  return (
    <>
      . Narrowed to {parts.join(' and ')}.{' '}
      <button type="button" className={styles.link} title="All packages (0)" onClick={showInAll}>
        Show all
      </button>
    </>
  )
}

function seenWords({ firstSeen, lastSeen }: InboxGroup): string {
  if (firstSeen === null || lastSeen === null) return ''
  const first = formatFullMoment(firstSeen)
  return firstSeen === lastSeen
    ? `, seen ${first}`
    : `, first seen ${first}, last ${formatFullMoment(lastSeen)}`
}

/** What is wrong with the lines of a group, where and since when. */
export function GroupTitle({ group }: { readonly group: InboxGroup }): ReactNode {
  const [first, ...others] = group.issues
  return (
    <div className={styles.what}>
      <h1>
        {first?.message ?? lineCodeWords[group.code].title}
        {group.isNew ? (
          <span className={cx(styles.flag, styles.new)}>
            <Sparkle size={13} aria-hidden /> New
          </span>
        ) : null}
        {group.isGone ? (
          <span className={cx(styles.flag, styles.gone)}>
            <CircleCheck size={13} aria-hidden /> Gone
          </span>
        ) : null}
      </h1>
      {others.length === 0 ? null : (
        <p className={styles.others}>
          {asSentence(`And: ${others.map(({ message }) => message).join('; ')}`)}
        </p>
      )}
      <p className={styles.help}>{lineCodeWords[group.code].help}</p>
      <p className={styles.where}>
        {countOf(group.files, 'package')}
        {group.types.length > 0 ? ` of ${group.types.join(', ')}` : ''}
        {seenWords(group)}
        <Narrowed />
      </p>
    </div>
  )
}
