import type * as FileSystem from 'node:fs/promises'

/** The program was killed: nothing that it does after this has an effect. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

type Call = (name: string) => void

/** Stands between the code under test and `node:fs/promises`, and counts every call. */
class FaultyDisk {
  calls = 0
  #before: Call = () => undefined
  #after: Call = () => undefined

  /** From now on every call is told before and after it has its effect; either may throw. */
  use(before: Call, after: Call = () => undefined): void {
    this.calls = 0
    this.#before = before
    this.#after = after
  }

  reset(): void {
    this.use(() => undefined)
  }

  async call<T>(name: string, run: () => Promise<T>): Promise<T> {
    this.calls += 1
    this.#before(name)
    try {
      return await run()
    } finally {
      this.#after(name)
    }
  }
}

export const disk = new FaultyDisk()

const HANDLE_CALLS = new Set(['read', 'write', 'sync', 'stat', 'utimes'])

function watchedHandle(handle: FileSystem.FileHandle): FileSystem.FileHandle {
  return new Proxy(handle, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      const run = (...args: unknown[]): unknown => Reflect.apply(value, target, args)
      if (typeof key !== 'string' || !HANDLE_CALLS.has(key)) return run
      return (...args: unknown[]) => disk.call(key, async () => run(...args))
    },
  })
}

const through =
  <A extends unknown[], R>(name: string, run: (...args: A) => Promise<R>) =>
  (...args: A): Promise<R> =>
    disk.call(name, () => run(...args))

/** The module with every function that the code under test uses going through `disk`. */
export function faulty(real: typeof FileSystem): Partial<Record<string, unknown>> {
  return {
    link: through('link', real.link),
    lstat: through('lstat', (path: string) => real.lstat(path, { bigint: true })),
    mkdir: through('mkdir', (path: string) => real.mkdir(path)),
    open: async (path: string, flags: number, mode?: number) => {
      let handle: FileSystem.FileHandle | undefined
      try {
        return await disk.call('open', async () => {
          handle = await real.open(path, flags, mode)
          return watchedHandle(handle)
        })
      } catch (error) {
        // Killed right after it: nobody else is left to close it.
        await handle?.close()
        throw error
      }
    },
    realpath: through('realpath', (path: string) => real.realpath(path)),
    rename: through('rename', real.rename),
    stat: through('stat', (path: string) => real.stat(path, { bigint: true })),
    unlink: through('unlink', real.unlink),
  }
}
