import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { pushes } from '#shared/ipc'
import { menuTemplate, type MenuOptions } from '../../../../src/main/window/menu'

function allItems(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? allItems(item.submenu) : []),
  ])
}

const usual: MenuOptions = {
  platform: 'linux',
  developer: false,
  recent: [],
  openPackage: () => undefined,
  command: () => undefined,
}

function template(platform: NodeJS.Platform, developer = false) {
  return allItems(menuTemplate({ ...usual, platform, developer }))
}

describe('menuTemplate', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('offers every command on %s', (platform) => {
    const ids = template(platform).flatMap(({ id }) => (id === undefined ? [] : [id]))
    expect(ids.toSorted()).toEqual(pushes['push:command'].options.toSorted())
  })

  it('has one item for each accelerator', () => {
    const keys = template('linux').flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toContain('CmdOrCtrl+O')
  })

  it('shows developers’ tools to developers alone, and never reloads', () => {
    const [developers, operators] = [true, false].map((developer) =>
      template('linux', developer).map(({ role }) => role),
    )
    expect(developers).toContain('toggleDevTools')
    expect(operators).not.toContain('toggleDevTools')
    expect(developers).not.toContain('reload')
  })

  it('sends the command of the item that was chosen', () => {
    const sent: string[] = []
    const items = allItems(menuTemplate({ ...usual, command: (name) => sent.push(name) }))
    const click: unknown = items.find(({ id }) => id === 'open-files')?.click
    if (typeof click === 'function') click()
    expect(sent).toEqual(['open-files'])
  })

  it('lists recent packages as they are called, and leads to the one that was chosen', () => {
    const led: number[] = []
    const recent = [{ fileId: 7, name: 'up & down\n.json', path: '/in/x' }]
    const items = allItems(
      menuTemplate({ ...usual, recent, openPackage: (fileId) => led.push(fileId) }),
    )
    const click: unknown = items.find(({ label }) => label === 'up && down␊.json')?.click
    if (typeof click === 'function') click()
    expect(led).toEqual([7])
    expect(template('linux').find(({ label }) => label === '&Recent Packages')?.enabled).toBe(false)
  })
})
