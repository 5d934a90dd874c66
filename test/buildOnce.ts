import { buildIfStale } from '../scripts/lib/build.js'

/** Builds before the first test of a run, where `out/` is not of the sources that are here. */
export default buildIfStale
