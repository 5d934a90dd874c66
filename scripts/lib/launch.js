import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import { command } from './electron.js'

/** Playwright's own limit is longer than that of a test, which then ends without a word. */
const LAUNCH_LIMIT_MS = 30_000

const held = fileURLToPath(new URL('held', import.meta.url))

/**
 * Starts the real program and opens its window once Playwright is connected.
 *
 * @param {Record<string, string>} env all of its environment
 * @param {(app: import('playwright-core').ElectronApplication) => Promise<void>} [before] what is to
 *   be done to it while it has not begun
 * @param {readonly string[]} [given] what it is started with
 * @returns {Promise<import('playwright-core').ElectronApplication>}
 * @throws {Error} before set-up, or when Playwright is not connected within 30 s
 */
export async function launch(env, before, given = []) {
  const { executablePath, args } = command(held)
  const started = { executablePath, args: [...args, ...given], env }
  const app = await _electron.launch({ ...started, timeout: LAUNCH_LIMIT_MS })
  await before?.(app)
  await app.evaluate(() => {
    /** @type {{ connection?: PromiseWithResolvers<void> }} */
    const shared = Object(globalThis)
    shared.connection ??= Promise.withResolvers()
    shared.connection.resolve()
  })
  return app
}
