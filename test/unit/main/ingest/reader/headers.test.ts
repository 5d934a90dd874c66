import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { FileFailureError } from '../../../../../src/main/ingest/reader/failure'
import { CutHeaderError } from '../../../../../src/main/ingest/reader/header'
import { PackageReader } from '../../../../../src/main/ingest/reader/packageReader'
import { mk1Header, mk1Line } from './lines'
import { readBytes, usual } from './readAll'
import { withFile } from './withFile'

const makePipe = 'mkfifo'

function failureOf(action: () => unknown): { code: string; message: string } {
  try {
    action()
  } catch (error) {
    if (error instanceof FileFailureError) return { code: error.code, message: error.message }
    throw error
  }
  return { code: 'none', message: '' }
}

describe('a header', () => {
  it.each([
    ['as it is', `${mk1Header}\n`],
    ['without a line end', mk1Header],
    ['with CRLF', `${mk1Header}\r\n`],
    ['behind a BOM', `\xef\xbb\xbf${mk1Header}\r\n`],
    ['with other keys and blanks', ' {"mission":"x", "satellite_type" : "jackal_mk1" } \n'],
    ['with an escape', '{"satellite_type":"jackal\\u005fmk1"}\n'],
    ['in reserved space', `${mk1Header}\0\0`],
    ['in a gzip', gzipSync(mk1Header).toString('latin1')],
    ['in UTF-16', Buffer.from(`\ufeff${mk1Header}\n`, 'utf16le').toString('latin1')],
    ['in UTF-16 without a mark', Buffer.from(`${mk1Header}\n`, 'utf16le').toString('latin1')],
    ['said twice', '{"satellite_type":1,"satellite_type":"jackal_mk1"}\n'],
  ])('is read %s', (_, content) => {
    const { satelliteType, records, errors, skippedLines, end } = readBytes(content)
    expect(satelliteType).toBe('jackal_mk1')
    expect([records, errors, skippedLines]).toEqual([[], [], 0])
    expect(end).toMatchObject({ grown: false, changed: false })
  })

  it.each([
    ['', 'empty_file', /empty/],
    ['\n', 'invalid_header', /blank/],
    ['\xef\xbb\xbf', 'invalid_header', /blank/],
    [`\n${mk1Header}\n`, 'invalid_header', /blank/],
    ['hello\n', 'unknown_satellite_type', /no header .* no type of this station fits/],
    [`${mk1Line()}\n`, 'invalid_header', /record of jackal_mk1, so the header .* is missing/],
    ['{"a":1}\n', 'invalid_header', /names no satellite type/],
    ['["jackal_mk1"]\n', 'invalid_header', /JSON list/],
    ['{\n"satellite_type":"jackal_mk1"}\n', 'invalid_header', /JSON over several lines/],
    ['{"satellite_type":1}\n', 'invalid_header', /must be a text/],
    ["{'satellite_type':'jackal_mk1'}\n", 'invalid_header', /single quotes .*column 2/],
    ['{"satellite_type":NaN}\n', 'invalid_header', /NaN is no number .*\(column 19: NaN\)/],
    ['{"satellite_type":"jackal_m', 'invalid_header', /breaks off/],
    [
      '{"__proto__":{"satellite_type":"jackal_mk1"}}\n',
      'invalid_header',
      /names no satellite type/,
    ],
    ['{"satellite_type":"jackal_mk1\xff"}\n', 'invalid_header', /UTF-8/],
    [
      '{"satellite_type":"jackal_mk9"}\n',
      'unknown_satellite_type',
      /"jackal_mk9".*jackal_mk1, jackal_mk2/,
    ],
    ['{"satellite_type":"toString"}\n', 'unknown_satellite_type', /"toString"/],
    ['{"satellite_type":"\\u001b[31m"}\n', 'unknown_satellite_type', /"\\u001b\[31m"/],
    [`{"satellite_type":"${'x'.repeat(2_000_000)}"}\n`, 'invalid_header', /longer than 1 MiB/],
    ['x'.repeat(2_000_000), 'invalid_header', /longer than 1 MiB/],
    ['\x04\x22\x4d\x18\x64\x40', 'invalid_header', /LZ4 archive/],
    ['7z\xbc\xaf\x27\x1c', 'invalid_header', /7-Zip archive/],
    ['\x28\xb5\x2f\xfd', 'invalid_header', /Zstandard archive/],
    ['\xfd7zXZ\0', 'invalid_header', /xz archive/],
    ['BZh91AY', 'invalid_header', /bzip2 archive/],
    [`pass.json${'\0'.repeat(248)}ustar\0`, 'invalid_header', /tar archive/],
    ['\x89PNG\r\n\x1a\n', 'invalid_header', /picture \(PNG\)/],
    ['SQLite format 3\0', 'invalid_header', /SQLite database/],
    ['<!DOCTYPE html>\n<html>', 'invalid_header', /web page \(HTML\).*Download/],
    ['<?xml version="1.0"?>\n', 'invalid_header', /XML/],
    [
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      'invalid_header',
      /Git LFS pointer.*git lfs pull/,
    ],
    ['time,velocity,altitude\n1,2,3\n', 'unknown_satellite_type', /table with commas .*CSV/],
    ['time;velocity;altitude\r\n1;2;3\r\n', 'unknown_satellite_type', /table with semicolons/],
    [`${mk1Header}\r${mk1Line()}\r`, 'invalid_header', /CR alone/],
    [
      Buffer.from(Uint32Array.from(Buffer.from(`${mk1Header}\n`)).buffer).toString('latin1'),
      'invalid_header',
      /UTF-32/,
    ],
    ['\xff\xfe\0\0{\0\0\0', 'invalid_header', /UTF-32/],
    ['PK\x03\x04', 'invalid_header', /ZIP archive/],
    ['\x7fELF\x02\x01\x01\0', 'invalid_header', /program/],
    ['%PDF-1.7\n', 'invalid_header', /PDF document/],
    ['\x01\x02\0\0\x03\n', 'invalid_header', /binary/],
    ['\0'.repeat(5_000), 'invalid_header', /only NUL bytes/],
    [`{"satell${'\0'.repeat(5000)}`, 'invalid_header', /JSON/],
  ])('fails the file when it is %j', (content, code, message) => {
    const failure = failureOf(() => readBytes(content))
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(message)
  })
})

describe('a header that is cut, where cut lines are left', () => {
  const leaving = { ...usual, leavesCut: true }

  it.each([
    mk1Header.slice(0, 12),
    mk1Header.slice(0, -1),
    `${mk1Header.slice(0, 12)}${'\0'.repeat(10_000)}`,
    `${mk1Header}\0`,
    '\0'.repeat(5_000_000),
    'hello',
    ' ',
  ])('is waited for: %#', (content) => {
    expect(() => readBytes(content, { ways: leaving })).toThrow(CutHeaderError)
  })

  it('is none when it is whole, has a line end, or can be none', () => {
    expect(readBytes(mk1Header, { ways: leaving }).satelliteType).toBe('jackal_mk1')
    for (const content of ['{hello\n', 'x'.repeat(2_000_000), 'PK\x03\x04', '%PDF-1.7']) {
      expect(failureOf(() => readBytes(content, { ways: leaving })).code).toBe('invalid_header')
    }
    expect(failureOf(() => readBytes('', { ways: leaving })).code).toBe('empty_file')
  })
})

describe('opening', () => {
  it('refuses whatever is not a regular file, without waiting', () => {
    const folder = mkdtempSync(join(tmpdir(), 'downlink-open-'))
    try {
      const path = (name: string) => join(folder, name)
      writeFileSync(path('real'), mk1Header)
      symlinkSync(path('real'), path('link'))
      mkdirSync(path('folder'))
      execFileSync(makePipe, [path('pipe')])
      for (const [name, message] of [
        ['link', /link/],
        ['folder', /not a regular file|folder/],
        ['pipe', /not a regular file/],
        ['nothing', /no longer there/],
      ] as const) {
        const failure = failureOf(() => PackageReader.open(path(name), null))
        expect(failure.code).toBe('unreadable')
        expect(failure.message).toMatch(message)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('gives the identity that the file had', () => {
    withFile(`${mk1Header}\n`, (path) => {
      const reader = PackageReader.open(path, null)
      expect(reader.identity.sizeBytes).toBe(mk1Header.length + 1)
      expect(reader.finish().identity).toEqual(reader.identity)
      reader.close()
    })
  })
})
