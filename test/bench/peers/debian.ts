import { isRoot, onPath } from '../../../scripts/lib/project.js'
import { CommandFailedError, runQuietly } from '../../../scripts/lib/run.js'
import { MissingError } from '../lib/contender'

/**
 * Installs a package from Debian where its command is not there and the user may.
 *
 * @param command where it has another name than the package
 * @throws {MissingError} with the command for someone who may
 */
export async function installFromDebian(name: string, command = name): Promise<void> {
  if (onPath(command)) return
  const howTo = `sudo apt-get install -y --no-install-recommends ${name}`
  if (!onPath('apt-get')) throw new MissingError(`${name} is not installed on this machine`)
  if (!isRoot) throw new MissingError(`${name} is not installed; install it with: ${howTo}`)
  process.stderr.write(`Installing ${name} from Debian\n`)
  try {
    await runQuietly('apt-get', ['update'])
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', name], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error
    throw new MissingError(`${name} could not be installed: ${error.message}`)
  }
}
