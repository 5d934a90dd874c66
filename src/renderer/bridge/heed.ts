import type { CallReply } from '#shared/ipc'
import { noticesState } from '../stores/notices/notices'

/** Hands on what a call brought, or tells why it brought nothing. */
export function heed<T>(reply: CallReply<T>, take: (value: T) => void): void {
  if (reply.ok) take(reply.value)
  else {
    noticesState().actions.noticeRaised({ tone: 'bad', text: reply.failure.message, step: null })
  }
}
