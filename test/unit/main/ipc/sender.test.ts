import { describe, expect, it } from 'vitest'
import { isTrusted } from '../../../../src/main/ipc/sender'
import { PAGE_URL } from '../../../../src/main/window/page'

const page = { contentsId: 1, frame: { url: PAGE_URL, isMain: true } }

describe('isTrusted', () => {
  it('trusts the page in the main frame of the window', () => {
    expect(isTrusted(page, 1)).toBe(true)
  })

  it.each([
    ['another window', { ...page, contentsId: 2 }],
    ['a frame in the page', { ...page, frame: { url: PAGE_URL, isMain: false } }],
    ['a frame that is gone', { ...page, frame: null }],
    ['another address', { ...page, frame: { url: 'https://example.com/', isMain: true } }],
    ['a local file', { ...page, frame: { url: 'file:///index.html', isMain: true } }],
    ['an empty page', { ...page, frame: { url: 'about:blank', isMain: true } }],
  ])('trusts no %s', (_who, sender) => {
    expect(isTrusted(sender, 1)).toBe(false)
  })

  it('trusts nobody while there is no window', () => {
    expect(isTrusted(page, null)).toBe(false)
  })
})
