import { isRoot, onPath } from '../lib/project.js'
import { CommandFailedError, runQuietly } from '../lib/run.js'
import { step } from '../lib/steps.js'

/** What runs a session bus and a desktop on it, and by what Electron notifies that. */
const DESKTOP = ['dbus', 'libglib2.0-bin', 'libnotify4', 'python3-gi']
/** What types of files are told by, and what makes a repository. */
const PACKAGES = ['apt-utils', 'desktop-file-utils', 'gnupg', 'shared-mime-info']
/** What makes the machine that a package is installed on. */
const MACHINE = ['debootstrap']

/** For `npm test`. */
export const setUpTestTools = () => setUp([...DESKTOP, ...PACKAGES])

/** For `npm run test:packages`. */
export const setUpMachineTools = () => setUp([...DESKTOP, ...PACKAGES, ...MACHINE])

/**
 * Installs what tests need beside the program where that can be done at once. Elsewhere they say that
 * they were not run, and why.
 *
 * @param {readonly string[]} packages by Debian's names
 */
async function setUp(packages) {
  if (process.platform !== 'linux' || !isRoot || !onPath('apt-get')) return
  if (await areInstalled(packages)) return
  await step('what the tests need', async () => {
    await runQuietly('apt-get', ['update'])
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  })
}

/** @param {readonly string[]} packages */
async function areInstalled(packages) {
  const format = '--showformat=${db:Status-Abbrev}\\n'
  try {
    const states = await runQuietly('dpkg-query', ['--show', format, ...packages])
    return states
      .trim()
      .split('\n')
      .every((state) => state.startsWith('ii'))
  } catch (error) {
    // One that dpkg has never heard of.
    if (error instanceof CommandFailedError) return false
    throw error
  }
}
