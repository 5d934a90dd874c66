import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const built = resolve(import.meta.dirname, '../../../out/main')
const workers = readdirSync(built).filter((name) => name.endsWith('.worker.js'))

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

const holdsZod = (name: string): boolean =>
  [...loadedBy(name)].some((file) => readFileSync(join(built, file), 'utf8').includes('$ZodType'))

describe('what a thread loads', () => {
  it.each(workers)(
    'has no zod in it: making shapes takes a thread longer than all else (%s)',
    (name) => expect(holdsZod(name)).toBe(false),
  )

  it('is found wherever it is', () => {
    expect(workers).toContain('reader.worker.js')
    expect(holdsZod('index.js')).toBe(true)
  })
})
