import { join } from 'node:path'
import { root, runtimeFolder } from '../../../scripts/lib/project.js'

export const projectFolder = root
/** Everything that the bench makes lies here; it may be deleted at any time. */
export const benchFolder = join(runtimeFolder, 'bench')
