import { builtInUse } from './definitions'
import type { FileIdentity } from '../../src/main/record/identity'
import type { WriteMethods } from '../../src/main/database/writeMethods'

const someIdentity = { sizeBytes: 10, device: '1', inode: '2', mtimeNs: '3', ctimeNs: '4' }

interface AnyFile {
  readonly path?: string
  readonly identity?: FileIdentity
  readonly satelliteType?: string
}

/** Makes a file known to the writer as one that is being read, and returns its id. */
export function startFile(writer: WriteMethods, file: AnyFile = {}): number {
  const { path = '/a.json', identity = someIdentity, satelliteType = 'jackal_mk1' } = file
  const [admission] = writer.admitAll([{ path, source: 'drop', identity, again: false }])
  if (admission === undefined) throw new Error('the writer answers for each arrival')
  const fileId = admission.file.id
  writer.start({ fileId, use: builtInUse(satelliteType), identity, compare: false })
  return fileId
}
