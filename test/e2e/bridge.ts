import type { Page } from 'playwright-core'
import type { InvokeInput, InvokeOutput, PageChannel } from '../../src/shared/ipc'

/**
 * Asks the station what the page may ask it.
 *
 * @throws {Error} when it is refused or fails
 */
export async function ask<C extends PageChannel>(
  page: Page,
  channel: C,
  input: InvokeInput<C>,
): Promise<InvokeOutput<C>> {
  const reply = await page.evaluate(
    ([name, value]) => Reflect.get(Reflect.get(globalThis, 'downlink'), 'call')(name, value),
    [channel, input] as const,
  )
  if (reply.ok !== true) throw new Error(`${channel}: ${JSON.stringify(reply)}`)
  return reply.value
}
