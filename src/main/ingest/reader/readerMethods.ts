import { basename } from 'node:path'
import type { TypeCandidate } from '#shared/telemetry/candidate'
import { chunkBuffers, type Chunk } from '../../record/chunk'
import type { Definition } from '#shared/telemetry/definition'
import { nothingTold } from '#shared/telemetry/nothingTold'
import type { Told } from '#shared/telemetry/told'
import type { FileHead } from '../../record/fileHead'
import type { FileIdentity } from '../../record/identity'
import { withTransfer } from '../../workers/serve'
import { candidates } from './candidates'
import { fingerprintFile } from './fingerprint'
import { CutHeaderError } from './header'
import { Head } from './head'
import { PackageFile } from './packageFile'
import { PackageReader, usualWays, type ReadFrom } from './packageReader'
import { usualKnowledge } from './recognise'
import { SpareBuffers } from './spareBuffers'

export interface OpenRequest {
  readonly path: string
  readonly resume: ReadFrom | null
  /** A last line that is cut is left: its rest is waited for. */
  readonly leavesCut: boolean
  /** What somebody says of the file; nothing where absent. */
  readonly told?: Told
  /** What the lines before were read with; null or absent where there are none. */
  readonly begun?: Definition | null
}

export type Opened =
  | {
      readonly isCut: false
      readonly definition: Definition
      readonly head: FileHead
      readonly site: string | null
      /** It is read with what it was begun with; else another file lies there. */
      readonly isAsBegun: boolean
      readonly identity: FileIdentity
      /** About how many bytes of text it has, for whoever shows how far reading is. */
      readonly textBytes: number
    }
  /** Line 1 is cut, and left: nothing is open. */
  | { readonly isCut: true; readonly identity: FileIdentity }

/** What a reader thread answers. It has one file open at a time and reads only when asked. */
export function createReaderMethods() {
  const spares = new SpareBuffers()
  let { types } = usualKnowledge
  let open: PackageReader | null = null
  const current = (): PackageReader => {
    if (open === null) throw new Error('no file is open in this reader')
    return open
  }
  const close = (): void => {
    open?.close()
    open = null
  }

  return {
    /** The satellite types that files are read with from now on. */
    learn: ({ definitions }: { definitions: readonly Definition[] }): void => {
      types = new Map(definitions.map((definition) => [definition.type, definition]))
    },

    open: ({ path, resume, leavesCut, told = nothingTold, begun = null }: OpenRequest): Opened => {
      close()
      const ways = { ...usualWays, leavesCut }
      try {
        open = PackageReader.open(path, resume, ways, spares, { types, told, begun })
      } catch (error) {
        if (!(error instanceof CutHeaderError)) throw error
        return { isCut: true, identity: error.identity }
      }
      const { definition, head, site, identity, textBytes } = open
      const isAsBegun = definition === begun
      return { isCut: false, definition, head, site, isAsBegun, identity, textBytes }
    },

    next: ({ maxLines }: { maxLines: number }): Chunk => {
      const chunk = current().next(maxLines)
      return withTransfer(chunk, chunkBuffers(chunk))
    },

    /** How well a file's beginning can be read as each type, the best first. */
    candidates: ({ path }: { path: string }): TypeCandidate[] => {
      const file = PackageFile.open(path)
      try {
        return candidates(new Head(file, basename(path)), types)
      } finally {
        file.close()
      }
    },

    finish: () => current().finish(),

    rawLine: (input: { byteOffset: number; byteLength: number }): Uint8Array =>
      current().rawLine(input.byteOffset, input.byteLength),

    /** Of the open file itself, whatever its path leads to by now. */
    openFingerprint: (input: { firstBytes?: number }) => current().fingerprint(input.firstBytes),

    fingerprint: (input: { path: string; firstBytes?: number }) =>
      fingerprintFile(input.path, input.firstBytes, spares),

    close,
  }
}

export type ReaderMethods = ReturnType<typeof createReaderMethods>
