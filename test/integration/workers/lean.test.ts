import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const built = resolve(import.meta.dirname, '../../../out/main')
const names = readdirSync(built)
const workers = names.filter((name) => name.endsWith('.worker.js'))

/** A built file with all that it loads as it starts. */
function loadedBy(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const code = readFileSync(join(built, name), 'utf8')
  for (const [, other = ''] of code.matchAll(/^(?:const \S+ = )?require\("\.\/(\S+)"\)/gm)) {
    loadedBy(other, found)
  }
  return found
}

const holds = (name: string, text: string): boolean =>
  [...loadedBy(name)].some((file) => readFileSync(join(built, file), 'utf8').includes(text))

const ZOD = '$ZodType'
const MIGRATIONS = 'CREATE TABLE package_times'

/** The built file that a part of the program became which is loaded when it is wanted. */
function part(name: string): string {
  const found = names.filter((file) => new RegExp(String.raw`^${name}-[\w-]{8}\.js$`).test(file))
  if (found.length !== 1) throw new Error(`there are ${found.length} files of ${name}`)
  return found[0] ?? ''
}

describe('what is loaded at the start', () => {
  it.each(workers)(
    'of a thread has no zod in it: making shapes takes a thread longer than all else (%s)',
    (name) => expect(holds(name, ZOD)).toBe(false),
  )

  it('of an import in the terminal has no zod in it, and no other command', () => {
    for (const name of ['downlink.js', part('main'), part('ingest')]) {
      expect(holds(name, ZOD)).toBe(false)
      expect(holds(name, MIGRATIONS)).toBe(false)
    }
    expect(loadedBy(part('ingest'))).not.toContain(part('export'))
  })

  it('is found wherever it is', () => {
    expect(workers).toContain('reader.worker.js')
    expect(holds('index.js', ZOD)).toBe(true)
    expect(holds('database.worker.js', MIGRATIONS)).toBe(true)
  })
})
