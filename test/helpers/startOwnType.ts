import type { WriteMethods } from '../../src/main/database/writeMethods'
import { definitionOf } from './definitions'

const identity = { sizeBytes: 10, device: '1', inode: '2', mtimeNs: '3', ctimeNs: '4' }
const head = { bytes: Buffer.from('{}\n'), columns: null, startUs: null }

/** Makes a file of a type with so many numbers known to the writer, as `startFile` does. */
export function startOwnType(writer: WriteMethods, numbers: number, path = '/own.json'): number {
  const channels = Array.from({ length: numbers }, (_, k) => ({
    name: `n${k}`,
    from: `n${k}`,
    kind: 'number',
  }))
  const definition = definitionOf({
    type: `own_${numbers}`,
    file: { kind: 'ndjson', header: true },
    time: { form: 'rfc3339', from: 'ts' },
    channels,
  })
  const [admission] = writer.admitAll([{ path, source: 'drop', identity, again: false }])
  if (admission === undefined) throw new Error('the writer answers for each arrival')
  const fileId = admission.file.id
  const use = { definition, addedBy: 'ada', head, site: null }
  writer.start({ fileId, use, identity, compare: false })
  return fileId
}
