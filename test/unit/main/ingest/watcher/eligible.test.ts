import { describe, expect, it } from 'vitest'
import {
  decodeName,
  escapeName,
  ignoredReason,
  type EntryKind,
} from '../../../../../src/main/ingest/watcher/eligible'

describe('ignoredReason', () => {
  it.each([
    'pass.jsonl',
    'pass',
    'pass.txt',
    'pass.part.jsonl',
    'partial.json',
    '#7 pass.json',
    'a~$b.json',
    'download',
    'partial',
    'a~b',
    '-rf',
    'a\nb',
    '%2fpasswd',
    '<img onerror>',
    'ü.jsonl',
    '\u202egnp.jsonl',
    'a\\b.jsonl',
  ])('takes a regular file named %j', (name) => {
    expect(ignoredReason(name, 'file', 'watched')).toBeNull()
  })

  it.each([
    ['.hidden', 'dot'],
    ['..%2fpasswd', 'dot'],
    ['.pass.jsonl.swp', 'dot'],
    ['.downlink-7-0123456789abcdef', 'dot'],
    ['pass.jsonl~', '~'],
    ['pass.part', '.part'],
    ['pass.TMP', '.tmp'],
    ['pass.jsonl.CrDownload', '.crdownload'],
    ['pass.json.filepart', 'WinSCP'],
    ['pass.json.a1b2c3d4.partial', '.partial'],
    ['pass.json.download', '.download'],
    ['pass.json.opdownload', '.opdownload'],
    ['pass.json.!ut', '.!ut'],
    ['pass.json.!qB', '.!qb'],
    ['pass.json.aria2', 'aria2'],
    ['pass.json.swp', 'swap'],
    ['~$pass.json', '~$'],
    ['~syncthing~pass.json.tmp', '.tmp'],
    ['#pass.json#', 'emacs'],
    ['.pass.json.Ab3dEf', 'dot'],
    ['.~lock.pass.json#', 'dot'],
  ])('leaves %s, and says why', (name, words) => {
    expect(ignoredReason(name, 'file', 'watched')).toContain(words)
  })

  it.each<[EntryKind, string]>([
    ['link', 'link'],
    ['folder', 'folder'],
    ['fifo', 'not a regular file'],
    ['socket', 'not a regular file'],
    ['device', 'not a regular file'],
    ['other', 'ot a regular file'],
  ])('leaves a %s, whatever its name', (kind, words) => {
    expect(ignoredReason('pass.jsonl', kind, 'watched')).toContain(words)
  })
})

describe('ignoredReason of what somebody adds', () => {
  it.each<[string, EntryKind, string]>([
    ['more', 'folder', 'A folder in the folder. Add it by itself for the files in it.'],
    ['link', 'link', 'A link. Links in a folder are not followed; add the file itself.'],
    ['a.part', 'file', 'Add it by itself if it is whole.'],
    ['.a', 'file', 'Add it by itself if it is whole.'],
  ])('says of %s (a %s) what to do, and nothing of a watched folder', (name, kind, words) => {
    const reason = ignoredReason(name, kind, 'added')
    expect(reason).toContain(words)
    expect(reason).not.toMatch(/watched|renamed|here/)
  })
})

describe('names as bytes', () => {
  it('are read as they are, with a byte order mark too', () => {
    expect(decodeName(Buffer.from('ü\n🛰'))).toBe('ü\n🛰')
    expect(decodeName(Buffer.from('\uFEFFa'))).toBe('\uFEFFa')
  })

  it.each([
    [[0x61, 0xff], 'a\\xff'],
    [[0xc3], '\\xc3'],
    [[0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
  ])('that are not UTF-8 are never replaced: %j', (bytes, shown) => {
    expect(decodeName(Uint8Array.from(bytes))).toBeNull()
    expect(escapeName(Uint8Array.from(bytes))).toBe(shown)
  })
})
