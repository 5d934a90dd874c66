import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { protocol } from 'electron'
import { PAGE_SCHEME, pageFile, pageHeaders } from './page'

/** Must run before Electron is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** Serves the built page, and nothing but the page, under its own scheme. */
export function servePage(folder: string): void {
  protocol.handle(PAGE_SCHEME, async ({ method, url }) => {
    const file = method === 'GET' ? pageFile(url) : null
    const body = file === null ? null : await readInside(folder, file.path)
    if (file === null || body === null) {
      return new Response('Not found', { status: 404, headers: pageHeaders('text/plain') })
    }
    return new Response(body, { headers: pageHeaders(file.contentType) })
  })
}

/** The bytes of a file whose every link leads to a place inside the folder; else null. */
async function readInside(folder: string, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const root = await realpath(folder)
    const target = await realpath(join(root, path))
    return target.startsWith(root + sep) ? await readFile(target) : null
  } catch {
    return null
  }
}
