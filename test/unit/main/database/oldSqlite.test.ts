import { afterAll, expect, it, vi } from 'vitest'
import { openReader, openWriter } from '../../../../src/main/database/connection/open'

// Files of one worker share their modules. All of these are loaded anew, and none is left to the next.
vi.hoisted(() => vi.resetModules())
afterAll(() => {
  vi.doUnmock('better-sqlite3')
  vi.resetModules()
})
vi.mock('better-sqlite3', () => ({
  default: class {
    prepare = () => ({ pluck: () => ({ get: () => '3.51.2' }) })
    close = () => undefined
  },
}))

it.each([openWriter, openReader])('a SQLite that can lose commits is refused', (open) => {
  expect(() => open({ path: 'no-such-folder/downlink.db' })).toThrow(
    /SQLite 3\.51\.2 is too old: 3\.51\.3 is needed/,
  )
})
