import { extname } from 'node:path'

/** The window's page has its own origin, so that it is no local file to Chromium. */
export const PAGE_SCHEME = 'app'
const PAGE_HOST = 'downlink'
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`

/** Everything the page may be made of; nothing else is served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface PageFile {
  /** Path below the page's folder, with `/` between its parts and no way out of it. */
  readonly path: string
  readonly contentType: string
}

/** Whether an address belongs to the page's own origin. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const parsed = new URL(url)
  return (
    parsed.protocol === `${PAGE_SCHEME}:` &&
    parsed.host === PAGE_HOST &&
    parsed.username === '' &&
    parsed.password === ''
  )
}

/** The file that an address of the page stands for, or null when there can be none. */
export function pageFile(url: string): PageFile | null {
  if (!isPageUrl(url)) return null
  const path = decoded(new URL(url).pathname.slice(1))
  if (path === null || !path.split('/').every(isPlainName)) return null
  const contentType = contentTypes[extname(path)]
  return contentType === undefined ? null : { path, contentType }
}

/** The headers of every answer. */
export function pageHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  }
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** Letters, digits, `.`, `_` and `-`, as the build names its files; no dot-files, so no `..`. */
function isPlainName(name: string): boolean {
  return /^[\w-][\w.-]*$/.test(name)
}
