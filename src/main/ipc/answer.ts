import { z } from 'zod'
import { invokes, type CallReply, type InvokeChannel, type InvokeOutput } from '#shared/ipc'
import type { Ask, CheckedInput } from '../answers'
import { DatabaseTroubleError } from '../ingest/databaseService/databaseTrouble'
import { isOversized } from './payloadSize'

/** The contract, so typed that a call's schemas and its handler belong together. */
const contract: {
  readonly [C in InvokeChannel]: {
    readonly input: z.ZodType<CheckedInput<C>>
    readonly output: z.ZodType<InvokeOutput<C>>
  }
} = invokes

/** The station gave an answer that breaks the contract: a fault of the program. */
export class BrokenContractError extends Error {
  constructor(channel: InvokeChannel, cause: z.ZodError) {
    super(`${channel} answered against its contract: ${z.prettifyError(cause)}`, { cause })
    this.name = 'BrokenContractError'
  }
}

export interface AnswerOptions {
  readonly ask: Ask<InvokeChannel>
  readonly trusted: boolean
  /** Is told about faults of the program; an operator's mistakes are no faults. */
  readonly onFault: (error: BrokenContractError) => void
}

/**
 * Answers one call: checks who asks, what is asked and what is answered. Errors become values, with
 * their words and without their stack.
 */
export async function answer<C extends InvokeChannel>(
  channel: C,
  raw: unknown,
  options: AnswerOptions,
): Promise<CallReply<InvokeOutput<C>>> {
  if (!options.trusted) return refused('Only the window of Downlink may ask this.')
  if (isOversized(raw)) {
    return refused('This is too much for one call. Take fewer files at once, or drop their folder.')
  }
  const input = contract[channel].input.safeParse(raw)
  if (!input.success) return refused(`This can't be done: ${z.prettifyError(input.error)}`)
  try {
    const value = await options.ask(channel, input.data)
    const output = contract[channel].output.safeParse(value)
    if (!output.success) throw new BrokenContractError(channel, output.error)
    return { ok: true, value: output.data }
  } catch (error) {
    if (error instanceof BrokenContractError) options.onFault(error)
    return { ok: false, failure: { code: 'failed', message: messageOf(error) } }
  }
}

function refused(message: string): CallReply<never> {
  return { ok: false, failure: { code: 'refused', message } }
}

function messageOf(error: unknown): string {
  if (error instanceof DatabaseTroubleError) return error.trouble.ofAct
  return error instanceof Error && error.message !== '' ? error.message : String(error)
}
