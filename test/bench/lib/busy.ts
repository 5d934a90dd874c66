import { spawn } from 'node:child_process'
import { installFromDebian } from '../peers/debian'

/** What the machine does beside a race. */
export type Load = 'quiet' | 'busy'

const BUSY_PROGRAMS = 2

/**
 * Runs something while so many programs do nothing but reckon.
 *
 * @throws {MissingError} where stress-ng is not there and can't be installed
 */
export async function besideBusyPrograms<T>(work: () => Promise<T>): Promise<T> {
  await installFromDebian('stress-ng')
  const stress = spawn('stress-ng', ['--cpu', String(BUSY_PROGRAMS), '--quiet'], {
    stdio: 'ignore',
  })
  const isUp = new Promise((resolve, reject) => {
    stress.once('spawn', resolve)
    stress.once('error', reject)
  })
  const endWithBench = () => stress.kill('SIGINT')
  process.once('exit', endWithBench)
  try {
    await isUp
    return await work()
  } finally {
    process.off('exit', endWithBench)
    stress.kill('SIGINT')
  }
}
