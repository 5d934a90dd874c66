import { cpSync, linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildIfStale } from '../../scripts/lib/build.js'
import { startDisplay } from '../../scripts/lib/display.js'
import { findElectron } from '../../scripts/lib/electron.js'
import { hasDisplay, onPath, root } from '../../scripts/lib/project.js'
import { makeDeb } from '../../scripts/package/linux/deb.js'
import { productOf, WINDOW_COMMAND } from '../../scripts/package/product.js'
import { makeProgram } from '../../scripts/package/program.js'

/** What all tests of packages look at; it is made once. */
export interface Packaged {
  /** The folder that is installed as `/usr`. */
  readonly usr: string
  /** The folder of the program in it. */
  readonly program: string
  /** The program's binary, as it ships. */
  readonly executable: string
  /** The same program on an Electron as it comes: a test that finds this closed proves nothing. */
  readonly open: { readonly program: string; readonly executable: string }
  /** The Debian package; empty where none can be made. */
  readonly deb: string
}

declare module 'vitest' {
  interface ProvidedContext {
    packaged: Packaged
  }
}

/** Packages a trial, and gives it a display. */
export default async function packaged(project: TestProject): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux') {
    project.provide('packaged', { ...nothing, open: nothing })
    return undefined
  }
  await buildIfStale()
  mkdirSync(join(root, 'dist'), { recursive: true })
  const work = mkdtempSync(join(root, 'dist', 'test-'))
  const product = productOf({ isTrial: true })
  const tree = await makeProgram(work, product, null)
  const usr = join(tree, 'usr')
  const program = join(usr, 'lib', 'downlink')
  project.provide('packaged', {
    usr,
    program,
    executable: join(program, WINDOW_COMMAND),
    open: openCopy(program, join(work, 'open')),
    deb: onPath('dpkg-deb') ? await makeDeb(tree, work, product) : '',
  })
  const display = hasDisplay ? null : await startDisplay()
  if (display !== null) process.env['DISPLAY'] = display.name
  return () => {
    display?.stop()
    rmSync(work, { recursive: true, force: true })
  }
}

/** There is nothing to test on other platforms yet, which each test says by what it needs. */
const nothing = { usr: '', program: '', executable: '', deb: '' }

function openCopy(program: string, copy: string): Packaged['open'] {
  const electron = findElectron()
  if (electron === null) throw new Error('There is no Electron here yet. Run npm test.')
  cpSync(program, copy, { recursive: true, filter: (path) => !path.endsWith(WINDOW_COMMAND) })
  const executable = join(copy, 'electron')
  linkSync(electron.executable, executable)
  return { program: copy, executable }
}
