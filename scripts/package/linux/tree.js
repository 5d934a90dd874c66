import { cp, mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../../lib/project.js'
import { describeCommands } from '../commands.js'
import { bashCompletion } from '../completion/bash.js'
import { fishCompletion } from '../completion/fish.js'
import { zshCompletion } from '../completion/zsh.js'
import { manPage } from '../man.js'
import { WINDOW_COMMAND } from '../product.js'
import { TERMINAL_SCRIPT } from '../terminal.js'
import { copyright } from './copyright.js'
import { desktopEntry } from './desktopEntry.js'
import { setModes } from './modes.js'

/** Where the program lies below the prefix, whatever its product is called. */
const HOME = 'lib/downlink'

const ICONS = 'share/icons/hicolor'
const resources = join(root, 'resources')

/** What is installed as it lies in the project. */
const FILES = {
  'share/mime/packages/downlink.xml': join(resources, 'linux', 'downlink.xml'),
  'lib/systemd/user/downlink-watch.service': join(resources, 'linux', 'downlink-watch.service'),
  [`${ICONS}/512x512/apps/downlink.png`]: join(resources, 'icons', 'downlink.png'),
  [`${ICONS}/scalable/apps/downlink.svg`]: join(resources, 'icons', 'downlink.svg'),
}

/** The commands on everybody's path, and the place where Debian's zsh looks. */
const LINKS = {
  'bin/downlink': `../${HOME}/resources/terminal/${TERMINAL_SCRIPT}`,
  [`bin/${WINDOW_COMMAND}`]: `../${HOME}/${WINDOW_COMMAND}`,
  'share/zsh/vendor-completions/_downlink': '../site-functions/_downlink',
}

/** By it Chromium makes its sandbox where the system gives no namespaces to users. */
const SET_USER_ID = { [`${HOME}/chrome-sandbox`]: 0o4755 }

/**
 * Lays out everything as it is installed, below a prefix such as `/usr`: all Linux packages have
 * this tree. It finds itself, so it may lie anywhere.
 *
 * @param {string} prefix
 * @param {string} program the folder of the packaged program; it is moved
 * @param {import('../product.js').Product} product
 */
export async function layTree(prefix, program, product) {
  const place = async (/** @type {string} */ path) => {
    await mkdir(dirname(join(prefix, path)), { recursive: true })
    return join(prefix, path)
  }
  await rename(program, await place(HOME))
  for (const [path, source] of Object.entries(FILES)) await cp(source, await place(path))
  const made = await textsOf(product)
  for (const [path, content] of Object.entries(made)) await writeFile(await place(path), content)
  await setModes(prefix, SET_USER_ID)
  for (const [path, target] of Object.entries(LINKS)) await symlink(target, await place(path))
}

/**
 * @param {import('../product.js').Product} product
 * @returns {Promise<Record<string, string | Uint8Array>>} what is written for it, by path
 */
async function textsOf(product) {
  const commands = await describeCommands()
  return {
    'share/applications/downlink.desktop': desktopEntry(product),
    'share/bash-completion/completions/downlink': bashCompletion(commands),
    'share/zsh/site-functions/_downlink': zshCompletion(commands),
    'share/fish/vendor_completions.d/downlink.fish': fishCompletion(commands),
    'share/man/man1/downlink.1.gz': gzipSync(manPage(commands, product)),
    [`share/doc/${product.name}/copyright`]: copyright(product, HOME),
  }
}
