import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { z } from 'zod'
import { Part, type AppInfo } from '#shared/ipc'
import { devDependencies } from '../../../package.json'

/** Which program this is, and what it is made of. */
export function appInfo(): AppInfo {
  const { electron } = process.versions
  return {
    name: app.getName(),
    version: app.getVersion(),
    electron,
    platform: process.platform,
    fallbackElectron: electron !== devDependencies.electron,
    parts: partsIn(join(app.getAppPath(), 'out', 'parts.json')),
  }
}

function partsIn(path: string): Part[] {
  return z.array(Part).parse(JSON.parse(readFileSync(path, 'utf8')))
}
