import { resolve } from 'node:path'

/**
 * The files that a program is started with. Chromium adds switches of its own, and moves them about.
 *
 * @param args all but the program itself
 * @param ownFolder whether Electron is told which folder to run, as in development
 */
export function pathsGiven(
  args: readonly string[],
  cwd: string,
  { ownFolder }: { readonly ownFolder: boolean },
): string[] {
  const words = args.filter((word) => word !== '' && !word.startsWith('-'))
  return words.slice(ownFolder ? 1 : 0).map((path) => resolve(cwd, path))
}

/** Files that the desktop hands over to be opened; those that come too early wait. */
export class GivenFiles {
  readonly #waiting: string[] = []
  #take: ((paths: readonly string[]) => void) | null = null

  give(paths: readonly string[]): void {
    if (paths.length === 0) return
    if (this.#take === null) this.#waiting.push(...paths)
    else this.#take(paths)
  }

  /** Whoever can open files takes all of them from now on. */
  onGiven(take: (paths: readonly string[]) => void): void {
    this.#take = take
    this.give(this.#waiting.splice(0))
  }
}
