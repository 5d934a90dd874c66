import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from '../systemError'

/** Which release this program is of, as packaging wrote it down. */
export interface Release {
  /** The package's name: a trial is another product. */
  readonly product: string
  /** The key of whoever makes releases; null in a build that was given none. */
  readonly publicKey: string | null
}

const Package = z.object({ name: z.string() })

export function releaseIn(appFolder: string): Release {
  const { name } = Package.parse(JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')))
  return { product: name, publicKey: keyIn(join(appFolder, 'update-key.pem')) }
}

function keyIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
