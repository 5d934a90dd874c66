import type { CallReply } from '#shared/ipc'
import { noticesState, type Notice } from '../stores/notices/notices'

/** Raises a short notice. */
export function tell(
  notice: Pick<Notice, 'tone' | 'text'> & Partial<Pick<Notice, 'topic' | 'step'>>,
): void {
  noticesState().actions.noticeRaised({ topic: null, step: null, ...notice })
}

/** The value of a call, or null after its failure was told. */
export async function told<T>(call: Promise<CallReply<T>>): Promise<{ value: T } | null> {
  const reply = await call
  if (reply.ok) return { value: reply.value }
  tell({ tone: 'bad', text: reply.failure.message })
  return null
}
