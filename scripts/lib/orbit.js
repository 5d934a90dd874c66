import { noise } from './noise.js'

/** Earth's gravitational parameter, m³/s², its mean radius, m, and its rotation, rad/s (WGS 84). */
const MU = 3.986004418e14
const RADIUS = 6_371_000
const ROTATION = 7.292115e-5

const DEGREES = 180 / Math.PI
const MEAN_ALTITUDE = 410_000
const INCLINATION = 51.6 / DEGREES
/** How far the altitude swings, m, and how much noise the sensors have. */
const SWING = 9_000
const NOISE = { altitude: 25, velocity: 0.4 }

/**
 * A package of a satellite of type jackal_mk1 on a round orbit, one record a second, with a gap, a
 * few records out of order, and an instrument that fails for a while.
 *
 * @param {{ start: string, seconds: number }} wanted
 */
export function orbitPackage({ start, seconds }) {
  const rate = Math.sqrt(MU / (RADIUS + MEAN_ALTITUDE) ** 3)
  const lines = ['{"satellite_type":"jackal_mk1"}']
  for (let second = 0; second < seconds; second += 1) {
    if (second > seconds * 0.42 && second < seconds * 0.48) continue
    const angle = rate * second
    // A circle inclined to the equator, seen from an Earth that turns below it.
    const latitude = Math.asin(Math.sin(INCLINATION) * Math.sin(angle))
    const ascent = Math.atan2(Math.cos(INCLINATION) * Math.sin(angle), Math.cos(angle))
    const longitude = ((((ascent - ROTATION * second) * DEGREES + 220) % 360) + 360) % 360
    const altitude = MEAN_ALTITUDE + SWING * Math.sin(angle + 1) + NOISE.altitude * noise(second)
    const velocity = Math.sqrt(MU / (RADIUS + altitude)) + NOISE.velocity * noise(second + 0.5)
    const late = second % 3_700 === 1_200 ? 40 : 0
    lines.push(
      JSON.stringify({
        timestamp: new Date(Date.parse(start) + (second - late) * 1000).toISOString(),
        velocity,
        altitude,
        latitude: latitude * DEGREES,
        longitude: longitude - 180,
        instrument1: second > seconds * 0.61 && second < seconds * 0.66 ? 'faulty' : 'ok',
        instrument2: Math.sin(angle) < -0.3 ? 'standby' : 'ok',
      }),
    )
  }
  return `${lines.join('\n')}\n`
}
