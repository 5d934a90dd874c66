import { runQuietly } from '../../../scripts/lib/run.js'
import { installFromDebian } from '../../bench/peers/debian'

/** Calls through which a station changes files; counted and struck by name. */
export type Call =
  | 'pread64'
  | 'pwrite64'
  | 'write'
  | 'fsync'
  | 'ftruncate'
  | 'rename'
  | 'link'
  | 'unlink'
  | 'openat'

/** Strikes a call: on the threads that make it, each counts for itself. */
export interface Injection {
  readonly call: Call
  /** Only calls on these paths, or through descriptors of them; null for every one. */
  readonly paths: readonly string[] | null
  /** `signal=SIGKILL` or `error=EIO`. */
  readonly strike: string
  /** `3` for the third call of a thread, `3+` for all from there on. */
  readonly when: string
}

/** The command under strace, with one call struck. */
export function injected(command: readonly string[], injection: Injection): string[] {
  const { call, paths, strike, when } = injection
  const places = (paths ?? []).flatMap((path) => ['-P', path])
  const what = ['-e', `trace=${call}`, '-e', `inject=${call}:${strike}:when=${when}`]
  return ['strace', '-f', '-qq', '-o', '/dev/null', ...places, ...what, ...command]
}

/**
 * Stops a process at the calls that are asked for, and not at each one that it makes, which is most of
 * what tracing costs. A call that is to be struck would not be so where that is said.
 */
const AT_CALLS_ONLY = '--seccomp-bpf'

/**
 * The command under strace, with a log of these calls: names of descriptors' files and texts in hex.
 *
 * @param calls their names, with commas between
 * @param bytes how many bytes of what is written are logged
 * @param failing which sync of each thread fails meanwhile; null for none
 */
export function traced(
  command: readonly string[],
  calls: string,
  log: string,
  bytes: number,
  failing: number | null = null,
): string[] {
  const stops = failing === null ? [AT_CALLS_ONLY] : []
  const strike = failing === null ? [] : ['-e', `inject=fsync:error=EIO:when=${failing}`]
  const how = ['-f', ...stops, '-y', '-qq', '-xx', '-s', String(bytes), '-o', log]
  return ['strace', ...how, ...strike, '-e', `trace=${calls}`, '-e', 'signal=none', ...command]
}

/** Sets strace up. Returns why it can't be used here, and null when it can. */
export async function straceTrouble(): Promise<string | null> {
  if (process.platform !== 'linux') return 'strace is there on Linux only'
  try {
    await installFromDebian('strace')
    await runQuietly('strace', ['-f', '-qq', '-o', '/dev/null', '-P', '/', 'true'])
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
