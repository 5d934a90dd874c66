import type { z } from 'zod'
import type { InvokeChannel, InvokeOutput, invokes } from '#shared/ipc'

/** What is asked, after the contract's check. */
export type CheckedInput<C extends InvokeChannel> = z.output<(typeof invokes)[C]['input']>

/** A function for each of these calls of the contract, by the call's name. */
export type Answers<C extends InvokeChannel> = {
  readonly [K in C]: (input: CheckedInput<K>) => Promise<InvokeOutput<K>>
}

/** Answers each of these calls. */
export type Ask<Calls extends InvokeChannel> = <C extends Calls>(
  call: C,
  input: CheckedInput<C>,
) => Promise<InvokeOutput<C>>
