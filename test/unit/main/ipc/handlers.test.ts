import { defaultSettings, patchSettings, watchedFolder } from '#shared/usualSettings'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AddResult } from '#shared/ipc'
import type { Settings } from '#shared/settings'
import type { Desktop } from '../../../../src/main/ipc/desktop'
import { stationHandlers, type StationCalls } from '../../../../src/main/ipc/handlers'
import type { SupportCalls } from '../../../../src/main/ipc/supportHandlers'
import type { UpdateCalls } from '../../../../src/main/ipc/updateHandlers'

const samples = mkdtempSync(join(tmpdir(), 'downlink-samples-'))
afterAll(() => rmSync(samples, { recursive: true }))

const added: AddResult = { added: 1, known: 0, refused: [], fileIds: [1] }
const settings: Settings = {
  ...defaultSettings,
  folders: [watchedFolder('/in')],
  archiveFolder: '/archive',
}
const addPaths = vi.fn<StationCalls['addPaths']>(async () => added)
const updateSettings = vi.fn<StationCalls['updateSettings']>(async (patch) =>
  patchSettings(settings, patch),
)
const watchFolder = vi.fn<StationCalls['watchFolder']>(async () => settings)
const pickFiles = vi.fn<Desktop['pickFiles']>(async () => null)
const pickFolder = vi.fn<Desktop['pickFolder']>(async () => null)
const setStartAtLogin = vi.fn<Desktop['setStartAtLogin']>(async () => undefined)
const showFile = vi.fn<Desktop['showFile']>(async () => true)

const unused = (): never => {
  throw new Error('this test does not ask that')
}
const station: StationCalls = {
  status: unused,
  settings: () => settings,
  updateSettings,
  answerFolder: unused,
  watchFolder,
  addPaths,
  act: unused,
  file: async () => null,
  definitionsFolder: '/data/satellites',
  steer: unused,
  jobs: { cancel: () => false },
  flight: { export: unused },
  removals: { remove: unused, undo: unused, replace: unused, free: unused },
  inbox: {
    markSeen: unused,
    search: unused,
    exportBadLines: unused,
    save: unused,
    preview: unused,
    apply: unused,
    dismiss: unused,
    undo: unused,
    seal: unused,
    recheck: unused,
    exportCorrected: unused,
  },
}
const desktop: Desktop = {
  info: {
    name: 'Downlink',
    version: '1.0.0',
    electron: '45',
    platform: 'linux',
    fallbackElectron: false,
    parts: [],
  },
  samplesFolder: samples,
  pickFiles,
  pickCopy: async () => null,
  pickFolder,
  pickSave: async () => null,
  showFile,
  openFolder: async () => true,
  setStartAtLogin,
}
const support: SupportCalls = {
  crashFolder: '/data/crashes',
  collect: unused,
  read: unused,
  save: unused,
  dumps: unused,
}
const updates: UpdateCalls = { state: { is: 'off' }, look: unused, placeOf: unused }
const handlers = stationHandlers(station, { desktop, support, updates })

beforeEach(() => {
  vi.clearAllMocks()
})

describe('stationHandlers', () => {
  it('adds what was dropped and what was opened, each with where it came from', async () => {
    await handlers['files:add']({ paths: ['/a'] })
    expect(addPaths).toHaveBeenLastCalledWith(['/a'], 'drop')
    pickFiles.mockResolvedValueOnce(['/b', '/c'])
    expect(await handlers['files:open-dialog'](undefined)).toEqual(added)
    expect(addPaths).toHaveBeenLastCalledWith(['/b', '/c'], 'open')
  })

  it('keeps a start at login once the desktop has it', async () => {
    await handlers['settings:update']({ startAtLogin: false, filesAtOnce: 3 })
    expect(setStartAtLogin).not.toHaveBeenCalled()
    await handlers['settings:update']({ startAtLogin: true })
    expect(setStartAtLogin.mock.calls).toEqual([[true]])
    expect(updateSettings).toHaveBeenLastCalledWith({ startAtLogin: true })
    setStartAtLogin.mockRejectedValueOnce(new Error('the disk is read-only'))
    updateSettings.mockClear()
    await expect(handlers['settings:update']({ startAtLogin: true })).rejects.toThrow('read-only')
    expect(updateSettings).not.toHaveBeenCalled()
  })

  it('does nothing when a dialog was cancelled', async () => {
    expect(await handlers['files:open-dialog'](undefined)).toBeNull()
    expect(await handlers['folder:choose']({ instead: null })).toBeNull()
    expect(await handlers['folder:choose-archive'](undefined)).toBeNull()
    expect(watchFolder).not.toHaveBeenCalled()
    expect(addPaths).not.toHaveBeenCalled()
    expect(updateSettings).not.toHaveBeenCalled()
  })

  it('keeps the folder that was chosen, starting from the present one', async () => {
    pickFolder.mockResolvedValueOnce('/new')
    await handlers['folder:choose']({ instead: null })
    expect(pickFolder).toHaveBeenLastCalledWith('ingest', '/in')
    expect(watchFolder).toHaveBeenLastCalledWith('/new', null)
    pickFolder.mockResolvedValueOnce('/old')
    await handlers['folder:choose-archive'](undefined)
    expect(pickFolder).toHaveBeenLastCalledWith('archive', '/archive')
    expect(updateSettings).toHaveBeenLastCalledWith({ archiveFolder: '/old' })
  })

  it('takes no folder from the page but one that a person chose before', async () => {
    const asked = handlers['settings:update']
    const elsewhere = { folders: [...settings.folders, watchedFolder('/home')] }
    await expect(asked(elsewhere)).rejects.toThrow(/chosen in its dialog/)
    for (const key of ['archiveFolder', 'backupFolder', 'updateFolder']) {
      await expect(asked({ [key]: '/elsewhere' })).rejects.toThrow(/chosen in its dialog/)
    }
    expect(updateSettings).not.toHaveBeenCalled()
    await asked({ archiveFolder: null, quietMs: 500 })
    expect(updateSettings).toHaveBeenLastCalledWith({ archiveFolder: null, quietMs: 500 })
    const folders = [{ ...watchedFolder('/in'), site: 'svalbard' }]
    await asked({ folders })
    expect(updateSettings).toHaveBeenLastCalledWith({ folders })
  })

  it('loads the sample packages and nothing beside them', async () => {
    writeFileSync(join(samples, 'one.json'), '')
    writeFileSync(join(samples, 'README.md'), '')
    await handlers['files:add-samples'](undefined)
    expect(addPaths).toHaveBeenLastCalledWith([join(samples, 'one.json')], 'open')
  })

  it('shows only files that the station knows', async () => {
    expect(await handlers['files:show-in-folder']({ fileId: 7 })).toBe(false)
    expect(showFile).not.toHaveBeenCalled()
  })

  it('pauses and resumes everything by the settings', async () => {
    await handlers['station:pause-all'](undefined)
    expect(updateSettings).toHaveBeenLastCalledWith({ paused: true })
    await handlers['station:resume-all'](undefined)
    expect(updateSettings).toHaveBeenLastCalledWith({ paused: false })
  })
})
