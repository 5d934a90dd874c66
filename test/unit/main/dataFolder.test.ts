import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolder, defaultIngestFolder, type Folders } from '../../../src/main/dataFolder'

const home = '/home/ada'
const linux = { env: {}, platform: 'linux', home } as const

function disk(folders: readonly string[], texts: Record<string, string> = {}): Folders {
  return { exists: (path) => folders.includes(path), text: (path) => texts[path] ?? null }
}

describe('dataFolder', () => {
  it('is the platform’s place for data', () => {
    expect(dataFolder(linux)).toBe('/home/ada/.local/share/downlink')
    expect(dataFolder({ ...linux, platform: 'darwin' })).toBe(
      '/home/ada/Library/Application Support/Downlink',
    )
    const windows = { platform: 'win32', home: 'C:\\Users\\Ada' } as const
    expect(dataFolder({ ...windows, env: { APPDATA: 'D:\\Roaming' } })).toBe(
      'D:\\Roaming\\Downlink',
    )
    expect(dataFolder({ ...windows, env: {} })).toBe('C:\\Users\\Ada\\AppData\\Roaming\\Downlink')
  })

  it('follows XDG_DATA_HOME unless that is relative', () => {
    expect(dataFolder({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/downlink')
    expect(dataFolder({ ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe(
      '/home/ada/.local/share/downlink',
    )
  })

  it('is what DOWNLINK_DATA says, on every platform', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(dataFolder({ env: { DOWNLINK_DATA: 'here' }, platform, home })).toBe(resolve('here'))
    }
  })
})

describe('defaultIngestFolder', () => {
  it('lies in the documents folder, or in the home folder where there is none', () => {
    expect(defaultIngestFolder(linux, disk(['/home/ada/Documents']))).toBe(
      '/home/ada/Documents/Downlink/ingest',
    )
    expect(defaultIngestFolder(linux, disk([]))).toBe('/home/ada/Downlink/ingest')
  })

  it('knows the documents folder that a Linux desktop named', () => {
    const config = '/home/ada/.config/user-dirs.dirs'
    const texts = { [config]: '# made by xdg-user-dirs\nXDG_DOCUMENTS_DIR="$HOME/Dokumente"\n' }
    expect(defaultIngestFolder(linux, disk(['/home/ada/Dokumente'], texts))).toBe(
      '/home/ada/Dokumente/Downlink/ingest',
    )
    expect(defaultIngestFolder(linux, disk(['/home/ada/Documents'], texts))).toBe(
      '/home/ada/Downlink/ingest',
    )
  })

  it('uses the platform’s own separators', () => {
    const windows = { env: {}, platform: 'win32', home: 'C:\\Users\\Ada' } as const
    expect(defaultIngestFolder(windows, disk(['C:\\Users\\Ada\\Documents']))).toBe(
      'C:\\Users\\Ada\\Documents\\Downlink\\ingest',
    )
  })
})
