import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { nativeBinding } from '../../../../src/main/window/nativeBinding'

const folder = mkdtempSync(join(tmpdir(), 'downlink-binding-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('nativeBinding', () => {
  it('is the packaged one where Node-API is new enough', () => {
    expect(nativeBinding('10', folder)).toBeUndefined()
    expect(nativeBinding('11', folder)).toBeUndefined()
  })

  it('is the one that set-up built for an old Electron, and else says what to run', () => {
    expect(() => nativeBinding('9', folder)).toThrow('npm start')
    const built = join(folder, '.runtime', 'better-sqlite3-napi9.node')
    mkdirSync(join(folder, '.runtime'))
    writeFileSync(built, '')
    expect(nativeBinding('9', folder)).toBe(built)
    expect(nativeBinding(undefined, folder)).toBe(built)
  })
})
