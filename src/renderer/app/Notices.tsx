import { showInvisible } from '#shared/raw/pieces'
import { CircleAlert, CircleCheck, Info, X, type LucideIcon } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { noticesState, useNotices, type Notice } from '../stores/notices/notices'
import { Button } from '../ui/Button'
import { cx } from '../ui/cx'
import styles from './Notices.module.css'

const icons: Readonly<Record<Notice['tone'], LucideIcon>> = {
  good: CircleCheck,
  attention: Info,
  bad: CircleAlert,
}

/** Long enough to read; what went wrong, or can be undone, stays longer. */
const SHOWN_MS = { good: 4000, attention: 10_000, bad: 20_000 } as const
const WITH_STEP_MS = 10_000

function NoticeCard({ notice }: { readonly notice: Notice }): ReactNode {
  const [kept, setKept] = useState(false)
  const Icon = icons[notice.tone]
  const { id, tone, text, step } = notice
  const dismiss = (): void => noticesState().actions.noticeDismissed(id)
  useEffect(() => {
    if (kept) return undefined
    const shownMs = step === null ? SHOWN_MS[tone] : Math.max(WITH_STEP_MS, SHOWN_MS[tone])
    const timer = setTimeout(() => noticesState().actions.noticeDismissed(id), shownMs)
    return () => clearTimeout(timer)
  }, [kept, id, tone, step])
  return (
    // While the pointer or the focus is on it, it stays.
    <div
      className={styles.notice}
      data-testid="notice"
      data-tone={tone}
      onPointerEnter={() => setKept(true)}
      onPointerLeave={() => setKept(false)}
      onFocus={() => setKept(true)}
      onBlur={() => setKept(false)}
    >
      <Icon size={16} className={cx(styles.sign, styles[tone])} aria-hidden />
      <p className={styles.text}>{showInvisible(text)}</p>
      {step === null ? null : (
        <Button
          onPress={() => {
            dismiss()
            step.run()
          }}
        >
          {step.label}
        </Button>
      )}
      <Button kind="quiet" label="Dismiss" icon={<X size={14} aria-hidden />} onPress={dismiss} />
    </div>
  )
}

/** Short notices in a corner: what an action did, and how to take it back. */
export function Notices(): ReactNode {
  const notices = useNotices((s) => s.notices)
  return (
    <div className={styles.notices} role="status" aria-label="Notices" data-testid="notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  )
}
