import { isRoot, onPath } from '../lib/project.js'
import { CommandFailedError, runQuietly } from '../lib/run.js'
import { step } from '../lib/steps.js'

/** What runs a session bus and a desktop on it, for the tests, and by what Electron notifies that. */
const DEBIAN_PACKAGES = ['dbus', 'libglib2.0-bin', 'libnotify4', 'python3-gi']

/**
 * Installs what tests of the desktop need where that can be done at once. Elsewhere they say that
 * they were not run, and why.
 */
export async function setUpDesktopBus() {
  if (process.platform !== 'linux' || !isRoot || !onPath('apt-get')) return
  if (await areInstalled()) return
  await step('a session bus', async () => {
    await runQuietly('apt-get', ['update'])
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  })
}

async function areInstalled() {
  const format = '--showformat=${db:Status-Abbrev}\\n'
  try {
    const states = await runQuietly('dpkg-query', ['--show', format, ...DEBIAN_PACKAGES])
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
