import { appendFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  BLOCK_BYTES,
  chunkBuffers,
  MAX_LINE_BYTES,
  MAX_RAW_BYTES,
} from '../../../../../src/main/record/chunk'
import { fingerprintFile } from '../../../../../src/main/ingest/reader/fingerprint'
import {
  PackageReader,
  usualWays,
  type ReadFrom,
} from '../../../../../src/main/ingest/reader/packageReader'
import { SpareBuffers } from '../../../../../src/main/ingest/reader/spareBuffers'
import { Definition, FORMAT } from '../../../../../src/shared/telemetry/definition'
import { nothingTold } from '../../../../../src/shared/telemetry/nothingTold'
import { mk1Header, mk1Line } from './lines'
import {
  addChunk,
  exact,
  goingOn,
  latin1,
  nothingFound,
  readBytes,
  readFile,
  usual,
} from './readAll'
import { withFile } from './withFile'

const line = mk1Line()
const packageOf = (...lines: string[]) =>
  `${mk1Header}\n${lines.map((text) => `${text}\n`).join('')}`

describe('lines', () => {
  it('end with LF or CRLF, of which one CR belongs to the end', () => {
    const { records, errors, skippedLines } = readBytes(
      `${mk1Header}\r\n${line}\r\n\r\n \t\r\n${line}\n\n\r\r\n${line}\r\r\n`,
    )
    expect(records.map((record) => record.line)).toEqual([2, 5, 8])
    expect(records.map((record) => record.byteLength)).toEqual([
      line.length,
      line.length,
      line.length + 1,
    ])
    expect(skippedLines).toBe(3)
    expect(errors).toMatchObject([{ line: 7, raw: '\r', rawBytes: 1 }])
  })

  it('are read whole when they are 16 MiB long, and not when they are longer', () => {
    const padded = (length: number) => line.padEnd(length, ' ')
    const { records, errors, skippedLines } = readBytes(
      packageOf(
        `${padded(MAX_LINE_BYTES)}\r`,
        `${padded(MAX_LINE_BYTES + 1)}\r`,
        padded(MAX_LINE_BYTES + 1),
        line,
        ' '.repeat(MAX_LINE_BYTES + 1),
        'x'.repeat(40 * 1024 * 1024),
        line,
      ),
    )
    expect(records.map((record) => record.line)).toEqual([2, 5, 8])
    expect(skippedLines).toBe(0)
    expect(errors).toMatchObject([
      { line: 3, rawBytes: MAX_LINE_BYTES + 1, issues: [{ path: '', code: 'line_too_long' }] },
      { line: 4, rawBytes: MAX_LINE_BYTES + 1 },
      { line: 6, rawBytes: MAX_LINE_BYTES + 1 },
      { line: 7, rawBytes: 40 * 1024 * 1024 },
    ])
    expect(errors[0]?.raw).toBe(padded(MAX_RAW_BYTES))
    expect(errors[3]?.raw).toBe('x'.repeat(MAX_RAW_BYTES))
  })

  it('give the caller a turn while one of them does not end', () => {
    withFile(`${packageOf(line)}${'x'.repeat(150 * 1024 * 1024)}`, (path) => {
      const reader = PackageReader.open(path, null)
      const chunks = [1, 2, 3].map(() => reader.next(1000))
      expect(chunks.map(({ atEnd }) => atEnd)).toEqual([false, false, true])
      expect(chunks.map(({ records }) => records.count)).toEqual([1, 0, 0])
      expect(chunks.map(({ nextByte }) => nextByte)).toEqual(Array(3).fill(packageOf(line).length))
      expect(Number(chunks[2]?.errors.rawBytes[0])).toBe(150 * 1024 * 1024)
      expect(reader.finish()).toMatchObject({ grown: false, changed: false })
      appendFileSync(path, `yy\r\n${line}\n`)
      const found = nothingFound()
      addChunk(found, reader.next(1000))
      reader.close()
      expect(found.errors).toMatchObject([{ line: 3, rawBytes: 150 * 1024 * 1024 + 2 }])
      expect(found.records).toMatchObject([{ line: 4 }])
    })
  })
})

/** As if all lines before this one were stored already. */
const fromLine = (number: number): ReadFrom => ({
  byte: mk1Header.length + 1,
  line: number,
  blockHashes: new Uint8Array(),
  openBlock: null,
  unknownKeys: [],
})

describe('the last line number that there is', () => {
  it.each([usual, exact])('is taken, and a line behind it is refused with words', (ways) => {
    const last = 2 ** 32 - 1
    const text = packageOf(line, 'bad', line)
    const { records, errors, nextLine } = readBytes(text, { ways, from: fromLine(last - 2) })
    expect(records.map((record) => record.line)).toEqual([last - 2, last])
    expect(errors.map((error) => error.line)).toEqual([last - 1])
    expect(nextLine).toBe(2 ** 32)
    const tooMany = /more than 4,294,967,295 lines.*Split it/
    expect(() => readBytes(text, { ways, from: fromLine(last - 1) })).toThrow(tooMany)
    expect(() => readBytes(text, { ways, from: fromLine(last - 1), maxLines: 1 })).toThrow(tooMany)
  })
})

describe('a last line that is cut, where such lines are left', () => {
  const leaving = { ...usual, leavesCut: true }

  it.each([line.slice(0, 50), '\0', `${line}\0\0`, `x${'\0'.repeat(20 * 1024 * 1024)}`])(
    'is in no chunk, and the end tells where it is: %#',
    (rest) => {
      const text = packageOf(line, line)
      const { records, errors, nextByte, nextLine, end } = readBytes(`${text}${rest}`, {
        ways: leaving,
      })
      expect([records.length, errors.length, nextByte, nextLine]).toEqual([2, 0, text.length, 4])
      const fingerprint = withFile(text, (path) => fingerprintFile(path).fingerprint)
      expect(end).toMatchObject({
        changed: false,
        cut: { byte: text.length, line: 4, fingerprint },
      })
    },
  )

  it('is told with what is before it where blocks end anywhere', () => {
    const text = packageOf(...Array.from({ length: 20 }, () => line))
    for (const blockBytes of [64, 100, text.length, text.length + 10]) {
      const ways = { ...leaving, blockBytes }
      const { end } = readBytes(`${text}${line.slice(0, 60)}`, { ways })
      const whole = readBytes(text, { ways })
      expect(end.cut?.fingerprint).toBe(whole.end.fingerprint)
    }
  })

  it('is read when it has grown, and is whole as a closed object', () => {
    withFile(`${packageOf(line)}${line.slice(0, 50)}`, (path) => {
      const reader = PackageReader.open(path, null, leaving)
      expect(reader.next(1000).records.count).toBe(1)
      expect(reader.next(1000)).toMatchObject({ atEnd: true, records: { count: 0 } })
      appendFileSync(path, line.slice(50))
      expect(reader.finish()).toMatchObject({ grown: true })
      expect(reader.next(1000)).toMatchObject({ atEnd: true, isCut: false, records: { count: 1 } })
      expect(reader.finish()).toMatchObject({ grown: false, changed: false, cut: null })
      reader.close()
    })
  })

  it('shows as changed when what is before it is not what was read', () => {
    withFile(`${packageOf(line, line)}${line.slice(0, 50)}`, (path) => {
      const reader = PackageReader.open(path, null, leaving)
      while (!reader.next(1000).atEnd);
      writeFileSync(path, `${packageOf(line, line.replace('1', '2'))}${line.slice(0, 50)}`)
      expect(reader.finish()).toMatchObject({ changed: true, cut: { line: 4 } })
      reader.close()
    })
  })
})

describe('a last line without a line end', () => {
  it('comes in a chunk of its own that goes on at its start', () => {
    withFile(`${packageOf(line)}${line}`, (path) => {
      const reader = PackageReader.open(path, null)
      const start = packageOf(line).length
      const first = reader.next(1000)
      expect(first).toMatchObject({ atEnd: false, nextByte: start, nextLine: 3 })
      expect(first.records.count).toBe(1)
      const last = reader.next(1000)
      expect(last).toMatchObject({ atEnd: true, nextByte: start, nextLine: 3 })
      expect(last.records.line[0]).toBe(3)
      expect(reader.next(1000)).toEqual({ ...last, firstBlock: 0 })
      expect(reader.finish()).toMatchObject({ grown: false, changed: false })
      reader.close()
    })
  })

  it('is read again, whole, when the file has grown', () => {
    withFile(`${packageOf(line)}${line.slice(0, 50)}`, (path) => {
      const reader = PackageReader.open(path, null)
      reader.next(1000)
      expect(reader.next(1000).errors.count).toBe(1)
      appendFileSync(path, `${line.slice(50)}\n${line}\n`)
      expect(reader.finish()).toMatchObject({ grown: true, changed: false })
      const found = nothingFound()
      addChunk(found, reader.next(1000))
      expect(found.records.map((record) => record.line)).toEqual([3, 4])
      expect(found.errors).toEqual([])
      const end = reader.finish()
      expect(end).toMatchObject({ grown: false, changed: false })
      expect(end.fingerprint).toBe(fingerprintFile(path).fingerprint)
      reader.close()
    })
  })

  it('may be the header', () => {
    withFile(mk1Header, (path) => {
      const first = readFile(path)
      expect(first).toMatchObject({ nextByte: mk1Header.length, nextLine: 2 })
      appendFileSync(path, `\n${line}\n`)
      const from = {
        byte: first.nextByte,
        line: 2,
        blockHashes: new Uint8Array(0),
        openBlock: null,
        unknownKeys: [],
      }
      expect(readFile(path, { from })).toMatchObject({ records: [{ line: 2 }], skippedLines: 0 })
    })
  })
})

describe('resuming', () => {
  it('gives at every line what reading in one go gives', () => {
    const lines = [line, 'bad', '', mk1Line({ extra: '1' }), line, 'x'.repeat(70), line]
    const content = packageOf(...lines)
    withFile(content, (path) => {
      const ways = { blockBytes: 64, scans: true }
      const whole = readFile(path, { ways })
      for (let maxLines = 1; maxLines < lines.length; maxLines += 1) {
        const reader = PackageReader.open(path, null, ways)
        const found = nothingFound()
        addChunk(found, reader.next(maxLines))
        reader.close()
        const from = goingOn(found)
        const rest = readFile(path, { ways, from })
        expect([...found.records, ...rest.records]).toEqual(whole.records)
        expect([...found.errors, ...rest.errors]).toEqual(whole.errors)
        expect([...found.blockHashes, ...rest.blockHashes]).toEqual(whole.blockHashes)
        expect(rest.end.fingerprint).toBe(whole.end.fingerprint)
        const unhashed = readFile(path, { ways, from: { ...from, blockHashes: new Uint8Array(0) } })
        expect(unhashed.end.fingerprint).toBe(whole.end.fingerprint)
      }
    })
  })

  it('fails when the file is shorter than that', () => {
    withFile(packageOf(line), (path) => {
      const from = {
        byte: 10_000,
        line: 9,
        blockHashes: new Uint8Array(0),
        openBlock: null,
        unknownKeys: [],
      }
      expect(() => PackageReader.open(path, from)).toThrow(/shorter than before/)
    })
  })
})

describe('a chunk', () => {
  it('holds no more lines than asked for, blank ones among them', () => {
    withFile(packageOf(line, '', 'bad', line, line), (path) => {
      const reader = PackageReader.open(path, null)
      const chunk = reader.next(3)
      expect(chunk).toMatchObject({ nextLine: 5, skippedLines: 1, atEnd: false })
      expect([chunk.records.count, chunk.errors.count]).toEqual([1, 1])
      expect(reader.next(3).records.count).toBe(2)
      reader.close()
    })
  })

  it('holds fewer lines where each has many values', () => {
    const names = Array.from({ length: 990 }, (_, i) => `c${i}`)
    const wide = Definition.parse({
      format: FORMAT,
      type: 'wide',
      title: 'Wide',
      file: { kind: 'delimited' },
      recognise: { columns: ['t'] },
      time: { form: 'epoch', from: 't', unit: 's' },
      channels: names.map((name) => ({ name, from: name, kind: 'number' })),
    })
    const rows = Array.from({ length: 2500 }, (_, i) => `${i}${',1'.repeat(990)}\n`)
    withFile(`t,${names.join(',')}\n${rows.join('')}`, (path) => {
      const types = new Map([[wide.type, wide]])
      const known = { types, told: nothingTold, begun: null }
      const reader = PackageReader.open(path, null, usualWays, new SpareBuffers(), known)
      const counts = [1, 2, 3].map(() => reader.next(20_000).records.count)
      expect(counts).toEqual([265, 265, 265])
      reader.close()
    })
  })

  it('is closed when its bad lines are many megabytes', () => {
    withFile(packageOf(...Array<string>(20).fill('x'.repeat(1024 * 1024))), (path) => {
      const reader = PackageReader.open(path, null)
      const counts: number[] = []
      for (;;) {
        const chunk = reader.next(1000)
        counts.push(chunk.errors.count)
        expect(chunk.errors.raw.length).toBe(chunk.errors.count * MAX_RAW_BYTES)
        if (chunk.atEnd) break
      }
      reader.close()
      expect(counts.reduce((sum, count) => sum + count)).toBe(20)
    })
    const wide = packageOf(...Array<string>(200).fill('x'.repeat(MAX_RAW_BYTES)))
    withFile(wide, (path) => {
      const reader = PackageReader.open(path, null)
      expect(reader.next(1000).errors.count).toBe(64)
      reader.close()
    })
  })

  it('can be transferred, whatever it holds, and the reader goes on', () => {
    withFile(packageOf(line, 'bad', line, 'bad', line), (path) => {
      const reader = PackageReader.open(path, null)
      for (const records of [1, 0, 1, 0, 1]) {
        const chunk = reader.next(1)
        const received = structuredClone(chunk, { transfer: chunkBuffers(chunk) })
        expect(received.records.count).toBe(records)
        expect(received.errors.count).toBe(1 - records)
      }
      reader.close()
    })
  })

  it('says each instruments text and each list of issues once', () => {
    const { records, errors } = withFile(
      packageOf(line, mk1Line({ instrument1: '"off"' }), line, 'bad', '{}', 'bad'),
      (path) => {
        const reader = PackageReader.open(path, null)
        const chunk = reader.next(1000)
        reader.close()
        return chunk
      },
    )
    expect(records.words).toHaveLength(2)
    expect([...records.wordsIndex]).toEqual([0, 1, 0])
    expect(errors.issues).toHaveLength(2)
    expect([...errors.issuesIndex]).toEqual([0, 1, 0])
  })
})

/** Reads a file to its end, lets something happen to it, and asks what became of it. */
function endAfter(path: string, meanwhile: () => void) {
  const reader = PackageReader.open(path, null)
  while (!reader.next(1000).atEnd);
  meanwhile()
  const end = reader.finish()
  reader.close()
  return end
}

/** Reads on behind the first line of a file that was rewritten meanwhile. */
function readOn(blockBytes: number): ReturnType<typeof readFile> {
  return withFile(packageOf(line, line), (path) => {
    const ways = { blockBytes, scans: true }
    const reader = PackageReader.open(path, null, ways)
    const found = nothingFound()
    addChunk(found, reader.next(1))
    reader.close()
    writeFileSync(path, packageOf(mk1Line({ instrument1: '"no"' }), line))
    return readFile(path, { ways, from: goingOn(found) })
  })
}

describe('the end of the file', () => {
  it('has a fingerprint that fingerprintFile gives too', () => {
    const many = packageOf(...Array<string>(20_000).fill(line))
    withFile(many, (path) => {
      const { end, blockHashes } = readFile(path)
      expect(end.fingerprint).toBe(fingerprintFile(path).fingerprint)
      expect(blockHashes).toHaveLength(Math.floor(many.length / BLOCK_BYTES) * 32)
    })
  })

  it('is unchanged when only the times are new', () => {
    withFile(packageOf(line), (path) => {
      expect(endAfter(path, () => utimesSync(path, 1, 1))).toMatchObject({
        grown: false,
        changed: false,
      })
    })
  })

  it('is changed when the content is other, or shorter', () => {
    withFile(packageOf(line), (path) => {
      const other = packageOf(mk1Line({ instrument1: '"no"' }))
      expect(endAfter(path, () => writeFileSync(path, other))).toMatchObject({ changed: true })
      expect(endAfter(path, () => truncateSync(path, 100))).toMatchObject({ changed: true })
    })
  })

  it('is not reached while the file grows: then it is read on, and compared at its end', () => {
    withFile(packageOf(line), (path) => {
      const reader = PackageReader.open(path, null)
      while (!reader.next(1000).atEnd);
      appendFileSync(path, line)
      expect(reader.finish()).toMatchObject({ grown: true, changed: false })
      expect(reader.next(1000)).toMatchObject({ records: { count: 1 }, nextLine: 3, atEnd: true })
      appendFileSync(path, `\n${line}\n`)
      expect(reader.finish()).toMatchObject({ grown: true, changed: false })
      expect(reader.next(1000)).toMatchObject({ records: { count: 2 }, nextLine: 5, atEnd: true })
      const end = reader.finish()
      expect(end).toMatchObject({ grown: false, changed: false })
      expect(end.fingerprint).toBe(fingerprintFile(path).fingerprint)
      reader.close()
    })
  })

  it('is changed when the file grew and its beginning is another now', () => {
    withFile(packageOf(line), (path) => {
      const reader = PackageReader.open(path, null)
      while (!reader.next(1000).atEnd);
      writeFileSync(path, packageOf(mk1Line({ instrument1: '"no"' }), line, line))
      expect(reader.finish()).toMatchObject({ grown: true })
      while (!reader.next(1000).atEnd);
      expect(reader.finish()).toMatchObject({ grown: false, changed: true })
      reader.close()
    })
  })

  describe('compares what was read before it was opened again, whatever its inode and times say,', () => {
    it('block by block', () => {
      expect(readOn(64).end).toMatchObject({ grown: false, changed: true })
    })

    it('and the beginning of the block that it stopped in', () => {
      expect(() => readOn(100_000)).toThrow(/is not what was read of it before/)
    })
  })

  it('goes on where the rest of a cut line is another one than was seen first', () => {
    const begun = packageOf(line)
    withFile(`${begun}${line.slice(0, 20)}${'\0'.repeat(500)}`, (path) => {
      const ways = { ...usual, leavesCut: true }
      const reader = PackageReader.open(path, null, ways)
      const found = nothingFound()
      addChunk(found, reader.next(100))
      addChunk(found, reader.next(100))
      expect(reader.finish().cut).toMatchObject({ line: 3 })
      reader.close()
      writeFileSync(path, packageOf(line, line, line))
      const rest = readFile(path, { ways, from: goingOn(found) })
      expect(rest.records).toHaveLength(2)
      expect(rest.end).toMatchObject({ changed: false, cut: null })
    })
  })

  it('costs one line at most where it is reserved space', () => {
    for (const [rest, records, bad] of [
      ['\0', 2, 1],
      ['\0'.repeat(100_000), 2, 1],
      [`${line.slice(0, 20)}${'\0'.repeat(10)}`, 2, 1],
      [`${line}${'\0'.repeat(10)}`, 3, 0],
      [`${line}${'\0'.repeat(20 * 1024 * 1024)}`, 3, 0],
      ['\0'.repeat(20 * 1024 * 1024), 2, 1],
    ] as const) {
      const found = readBytes(`${packageOf(line, line)}${rest}`)
      expect([found.records.length, found.errors.length]).toEqual([records, bad])
      expect(found.records.map(({ byteLength }) => byteLength)).toEqual(
        Array(records).fill(line.length),
      )
    }
  })
})

describe('rawLine', () => {
  it('gives the bytes of a line, no more than are kept', () => {
    withFile(packageOf(line, 'y'.repeat(MAX_RAW_BYTES + 5)), (path) => {
      const reader = PackageReader.open(path, null)
      const { records, errors } = reader.next(1000)
      expect(
        latin1(reader.rawLine(Number(records.byteOffset[0]), Number(records.byteLength[0]))),
      ).toBe(line)
      expect(reader.rawLine(Number(errors.byteOffset[0]), MAX_RAW_BYTES + 5)).toHaveLength(
        MAX_RAW_BYTES,
      )
      reader.close()
    })
  })
})
