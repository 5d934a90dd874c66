import { hasDisplay, isRoot, onPath } from '../lib/project.js'
import { runQuietly } from '../lib/run.js'
import { NeedsHandsError, step } from '../lib/steps.js'

/** What Electron's binary links to beyond the C library; GTK brings the fonts' machinery. */
const DEBIAN_LIBRARIES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
/** A display in memory for the tests. */
const DEBIAN_XVFB = ['xvfb']

/** The same in the words of other package managers; these only ever get printed. */
const OTHER_MANAGERS = [
  {
    tool: 'dnf',
    install: 'dnf install -y gtk3 nss alsa-lib mesa-libgbm',
    xvfb: 'xorg-x11-server-Xvfb',
  },
  {
    tool: 'zypper',
    install: 'zypper install -y libgtk-3-0 mozilla-nss libasound2 libgbm1',
    xvfb: 'xorg-x11-server-Xvfb',
  },
  {
    tool: 'pacman',
    install: 'pacman -S --needed gtk3 nss alsa-lib mesa',
    xvfb: 'xorg-server-xvfb',
  },
]

/**
 * On Linux, installs the system libraries that Electron lacks, and Xvfb where there is no display.
 * What it may not install itself it asks for, with the command.
 *
 * @param {string} executable Electron's
 */
export async function setUpSystemLibraries(executable) {
  if (process.platform !== 'linux') return
  const lacking = await missingParts(executable)
  if (lacking.length === 0) return

  if (!isRoot || !onPath('apt-get')) throw new NeedsHandsError(requestFor(lacking))
  await step(hasDisplay ? 'system libraries' : 'system libraries and Xvfb', async () => {
    await runQuietly('apt-get', ['update'])
    const packages = await namesHere([...DEBIAN_LIBRARIES, ...(hasDisplay ? [] : DEBIAN_XVFB)])
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  })
  const stillLacking = await missingParts(executable)
  if (stillLacking.length > 0) throw new NeedsHandsError(requestFor(stillLacking))
}

/** @param {string} executable */
async function missingParts(executable) {
  const linked = await runQuietly('ldd', [executable])
  const libraries = [...linked.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')
  return hasDisplay || onPath('Xvfb') ? libraries : [...libraries, 'Xvfb']
}

/**
 * Debian 13 and Ubuntu 24.04 renamed libraries whose clock went to 64 bits.
 *
 * @param {readonly string[]} packages
 */
async function namesHere(packages) {
  const renamed = packages.map((name) => `${name}t64`)
  const known = await runQuietly('apt-cache', ['pkgnames'])
  const names = new Set(known.split('\n'))
  return packages.map((name, index) => {
    const newName = renamed[index]
    return newName && names.has(newName) ? newName : name
  })
}

/** @param {readonly string[]} lacking */
function requestFor(lacking) {
  const sudo = isRoot ? '' : 'sudo '
  const debian = [...DEBIAN_LIBRARIES, ...(hasDisplay ? [] : DEBIAN_XVFB)].join(' ')
  const other = OTHER_MANAGERS.find(({ tool }) => onPath(tool))
  const command =
    other && !onPath('apt-get')
      ? `${sudo}${other.install}${hasDisplay ? '' : ` ${other.xvfb}`}`
      : `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${debian}`
  return (
    `Electron needs what this machine lacks: ${lacking.join(', ')}.\n` +
    `Install it with\n  ${command}\nand run the same command again.`
  )
}
