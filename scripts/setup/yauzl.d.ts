/** The part of yauzl 3 that set-up uses; the package brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  interface Entry {
    readonly fileName: string
    /** The Unix mode in its upper 16 bits. */
    readonly externalFileAttributes: number
  }

  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
  }

  export function openPromise(path: string): Promise<ZipFile>
}
