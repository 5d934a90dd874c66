import {
  CallFailure,
  invokes,
  pushes,
  type CallReply,
  type InvokeChannel,
  type InvokeInput,
  type InvokeOutput,
  type Push,
  type PushChannel,
} from '#shared/ipc'
import { z } from 'zod'

/** The part of Electron's ipcRenderer that a call needs. */
export interface Invoker {
  invoke(channel: string, input: unknown): Promise<unknown>
}

/** The contract seen by channel, so that a channel's schemas give that channel's types. */
const calls: {
  readonly [C in InvokeChannel]: {
    readonly input: z.ZodType<unknown, InvokeInput<C>>
    readonly output: z.ZodType<InvokeOutput<C>>
  }
} = invokes
const messages: { readonly [C in PushChannel]: z.ZodType<Push<C>> } = pushes

const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: CallFailure }),
])

function refused(message: string): CallReply<never> {
  return { ok: false, failure: { code: 'refused', message } }
}

function failed(message: string): CallReply<never> {
  return { ok: false, failure: { code: 'failed', message } }
}

/**
 * Makes one call through the door: input and answer are checked against the contract, so that
 * neither side takes the other's word for it. Never rejects.
 */
export async function call<C extends InvokeChannel>(
  invoker: Invoker,
  channel: C,
  input: InvokeInput<C>,
): Promise<CallReply<InvokeOutput<C>>> {
  if (!Object.hasOwn(calls, channel)) return refused('The station has no such call.')
  const checked = calls[channel].input.safeParse(input)
  if (!checked.success) return refused(`This can't be sent: ${z.prettifyError(checked.error)}`)
  let raw: unknown
  try {
    raw = await invoker.invoke(channel, checked.data)
  } catch {
    return failed('The station did not answer. If it stays so, restart Downlink.')
  }
  const reply = Reply.safeParse(raw)
  if (!reply.success) return failed('The station gave an answer that could not be understood.')
  if (!reply.data.ok) return reply.data
  const value = calls[channel].output.safeParse(reply.data.value)
  if (!value.success) return failed('The station gave an answer that could not be understood.')
  return { ok: true, value: value.data }
}

/** What was pushed, or null when it is not what the contract says. */
export function pushedMessage<C extends PushChannel>(channel: C, raw: unknown): Push<C> | null {
  if (!Object.hasOwn(messages, channel)) return null
  const checked = messages[channel].safeParse(raw)
  return checked.success ? checked.data : null
}
