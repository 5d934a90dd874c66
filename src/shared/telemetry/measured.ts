import type { NumberChannel, Role } from './channel'

const PLACES = new Set<Role | undefined>(['latitude', 'longitude', 'altitude', 'velocity'])

/**
 * Whether a channel is a quantity that was measured, by its role. Of such a one the nearest double is
 * the value, however many digits stand in the file; of any other a whole number that no double holds
 * may be a number that must not be another, such as that of a frame.
 */
export function isMeasured({ role }: Pick<NumberChannel, 'role'>): boolean {
  return PLACES.has(role)
}
