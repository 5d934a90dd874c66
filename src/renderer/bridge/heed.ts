import type { CallReply } from '#shared/ipc'
import { tell } from './tell'

/** Hands on what a call brought, or tells why it brought nothing. */
export function heed<T>(reply: CallReply<T>, take: (value: T) => void): void {
  if (reply.ok) take(reply.value)
  else {
    tell({ tone: 'bad', text: reply.failure.message })
  }
}
