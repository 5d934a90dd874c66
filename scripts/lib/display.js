import { hasDisplay } from './project.js'

/** Else a server starts anew when its last window closes, and turns away one that comes just then. */
const SERVER = '-screen 0 1280x1024x24 -noreset'

/**
 * A command on the display that there is; where there is none on one in memory.
 *
 * @param {readonly [string, ...string[]]} command program and arguments
 * @param {number} [from] the first number that the display may have
 * @returns {[string, string[]]} program and arguments
 */
export function onDisplay([program, ...args], from = 99) {
  if (hasDisplay) return [program, args]
  return ['xvfb-run', ['-a', '-n', String(from), '-s', SERVER, program, ...args]]
}
