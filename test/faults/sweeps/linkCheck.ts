import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { readCalls, type LoggedCall } from '../lib/callLog'
import type { Figures } from '../lib/figures'
import { onePackage } from '../lib/packages'
import { makeScene, makeTemplate, removeScene, sceneFolder, type Scene } from '../lib/scene'
import { checkDone, RUN_LIMIT_MS, startWatch } from '../lib/station'
import { traced } from '../lib/strace'
import type { Setting } from '../lib/sweep'

/** Every call that reaches a file by its name; `lstat` and `readlink` look at a link itself. */
const CALLS =
  'open,openat,openat2,stat,access,faccessat,faccessat2,statx,newfstatat,truncate,unlink,unlinkat,rename,renameat,renameat2,chmod,fchmodat,link,linkat'
const LINES = 200

/**
 * Links in the watched folder lead to a package, a folder with packages, nothing, and themselves:
 * not one call of the whole run opens, changes or removes what they lead to.
 */
export async function linkCheck(setting: Setting, figures: Figures): Promise<void> {
  const { straceTrouble, program, folder, seed } = setting
  if (straceTrouble !== null) {
    figures.notRun = straceTrouble
    return
  }
  const name = 'links'
  const template = await makeTemplate(program, join(folder, 'template'), {})
  const packages = onePackage(seed, LINES)
  const scene = makeScene({
    name,
    folder: sceneFolder(folder),
    packages,
    action: 'delete',
    template,
  })
  const outside = join(scene.folder, 'outside')
  const [secret] = onePackage(seed + 1, LINES)
  if (secret === undefined) throw new Error('there is no package to be secret')
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret.json'), secret.bytes)
  const links = makeLinks(scene, outside)
  const log = join(scene.folder, 'calls')
  figures.runs += 1
  const { code, output } = await startWatch(program, scene, (command) =>
    traced(command, CALLS, log, 0),
  ).endsWithin(RUN_LIMIT_MS)
  if (code !== 0) figures.violations.push(`${name}: it ended with ${code}: ${output}`)
  const calls = await readCalls(log)
  const opened = calls.filter(({ call, succeeded }) => call === 'openat' && succeeded)
  const [original = ''] = scene.originals
  if (!opened.some(({ path }) => basename(path) === basename(original))) {
    figures.violations.push(`${name}: the log does not even show that the package was opened`)
  }
  figures.checks += calls.length
  figures.violations.push(
    ...calls
      .filter((call) => reaches(call, outside, links))
      .map(({ call, path, target, args }) => `${name}: ${call} ${path} ${target} ${args}`),
  )
  if (!readFileSync(join(outside, 'secret.json')).equals(secret.bytes)) {
    figures.violations.push(`${name}: what a link leads to was changed`)
  }
  const left = new Set(readdirSync(scene.ingest))
  for (const link of links.filter((one) => !left.has(one))) {
    figures.violations.push(`${name}: ${link} is gone`)
  }
  for (const link of links) unlinkSync(join(scene.ingest, link))
  await checkDone(scene, figures)
  removeScene(scene)
}

/** Returns their names. */
function makeLinks({ ingest }: Scene, outside: string): string[] {
  const targets = {
    'whole.json': join(outside, 'secret.json'),
    folder: outside,
    'relative.json': join('..', basename(outside), 'secret.json'),
    'nothing.json': join(outside, 'nothing.json'),
    'itself.json': 'itself.json',
    'system.json': '/etc/passwd',
  }
  for (const [name, target] of Object.entries(targets)) symlinkSync(target, join(ingest, name))
  return Object.keys(targets)
}

/** Whether a call got to what a link leads to, and not only to the link. */
function reaches(
  { call, succeeded, path, target, data, args }: LoggedCall,
  outside: string,
  links: readonly string[],
): boolean {
  const names = [path, target, data.toString()]
  if (names.some((name) => name === outside || name.startsWith(`${outside}/`))) return true
  const parts = new Set(names.flatMap((name) => name.split('/')))
  if (!links.some((link) => parts.has(link))) return false
  const isOfLinkItself = /AT_SYMLINK_NOFOLLOW/.test(args) || call === 'readlink'
  return succeeded && !isOfLinkItself
}
