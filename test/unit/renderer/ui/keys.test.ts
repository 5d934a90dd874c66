import { describe, expect, it } from 'vitest'
import { createKeyMatcher, type KeyPress } from '../../../../src/renderer/app/keyMatcher'
import { keyText } from '../../../../src/renderer/ui/keySigns'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const known = ['G Q', 'G P', 'Mod+K', 'Shift+P', '?']

describe('createKeyMatcher', () => {
  it('knows keys held together, on both kinds of keyboard', () => {
    expect(createKeyMatcher(known, false)(press('k', { ctrlKey: true }), 0).keys).toBe('Mod+K')
    expect(createKeyMatcher(known, true)(press('k', { metaKey: true }), 0).keys).toBe('Mod+K')
    expect(createKeyMatcher(known, false)(press('P', { shiftKey: true }), 0).keys).toBe('Shift+P')
    expect(createKeyMatcher(known, false)(press('?', { shiftKey: true }), 0).keys).toBe('?')
  })

  it('knows one key after the other, unless too long passes between them', () => {
    const match = createKeyMatcher(known, false)
    expect(match(press('g'), 0)).toEqual({ keys: null, begun: true })
    expect(match(press('q'), 400).keys).toBe('G Q')
    expect(match(press('q'), 500).keys).toBeNull()
    match(press('g'), 1000)
    expect(match(press('q'), 9000).keys).toBeNull()
  })
})

it('prints keys as they stand on the keyboard', () => {
  expect(keyText('Mod+K', false)).toBe('Ctrl+K')
  expect(keyText('Mod+K', true)).toBe('⌘K')
  expect(keyText('G Q', false)).toBe('G then Q')
})
