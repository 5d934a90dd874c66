import { describe, expect, it } from 'vitest'
import { isPageUrl, PAGE_URL, pageFile, pageHeaders } from '../../../../src/main/window/page'

describe('pageFile', () => {
  it('is the built file of that name', () => {
    expect(pageFile(PAGE_URL)).toEqual({
      path: 'index.html',
      contentType: 'text/html; charset=utf-8',
    })
    expect(pageFile('app://downlink/assets/index-C9eyA_An.js?v=1#top')?.path).toBe(
      'assets/index-C9eyA_An.js',
    )
    expect(pageFile('app://downlink/a/%69nter.woff2')).toEqual({
      path: 'a/inter.woff2',
      contentType: 'font/woff2',
    })
  })

  it.each([
    ['nothing', 'app://downlink/'],
    ['another host', 'app://elsewhere/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['a name and a password', 'app://me:secret@downlink/index.html'],
    ['no address', 'index.html'],
    ['a kind of file that the page has not', 'app://downlink/main/index.cjs'],
    ['a dot-file', 'app://downlink/.env.html'],
    ['an empty part', 'app://downlink//etc/x.html'],
    ['an escaped way up', 'app://downlink/%2e%2e%2f%2e%2e%2fx.html'],
    ['a twice escaped way up', 'app://downlink/%252e%252e/x.html'],
    ['a way up on Windows', 'app://downlink/..%5c..%5cx.html'],
    ['a drive', 'app://downlink/c:/x.html'],
    ['a zero byte', 'app://downlink/x%00.html'],
    ['broken escapes', 'app://downlink/%ff.html'],
    ['a name of a device stream', 'app://downlink/x.html:stream.html'],
  ])('is nothing for %s', (_what, url) => {
    expect(pageFile(url)).toBeNull()
  })

  it('never leaves the folder, however the way up is written', () => {
    for (const up of ['..', '%2e%2e', '.%2e', '%2E.']) {
      const path = pageFile(`app://downlink/${up}/${up}/secret.html`)?.path
      expect(path === undefined || path === 'secret.html').toBe(true)
    }
  })
})

describe('isPageUrl', () => {
  it('takes the whole origin and no look-alike', () => {
    expect(isPageUrl('app://downlink/')).toBe(true)
    expect(isPageUrl('app://downlink.example/')).toBe(false)
    expect(isPageUrl('app://downlink:80/')).toBe(false)
    expect(isPageUrl('https://downlink/')).toBe(false)
    expect(isPageUrl('')).toBe(false)
  })
})

describe('pageHeaders', () => {
  it('lets in nothing but the page’s own files', () => {
    const policy = pageHeaders('text/html')['Content-Security-Policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'none'")
    expect(policy).not.toMatch(/unsafe|data:|blob:|https?:|\*/)
  })
})
