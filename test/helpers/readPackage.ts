import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LineIssue } from '../../src/shared/codes'
import { PackageReader } from '../../src/main/ingest/reader/packageReader'

export interface ReadRecord {
  readonly line: number
  readonly timestampUs: number
  readonly velocity: number
  readonly altitude: number
  readonly latitude: number
  readonly longitude: number
  readonly instruments: Record<string, string>
}

/** What the reader makes of a package with these lines behind its header. */
export function readPackage(type: string, lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'downlink-test-'))
  const path = join(folder, 'package.json')
  writeFileSync(path, `${[JSON.stringify({ satellite_type: type }), ...lines].join('\n')}\n`)
  const reader = PackageReader.open(path, null)
  const records: ReadRecord[] = []
  const errors: { line: number; issues: LineIssue[] }[] = []
  try {
    for (let atEnd = false; !atEnd;) {
      const chunk = reader.next(20_000)
      const { records: r, errors: e } = chunk
      for (let i = 0; i < r.count; i += 1) {
        records.push({
          line: r.line[i] ?? 0,
          timestampUs: r.timestampUs[i] ?? 0,
          velocity: r.values[0]?.[i] ?? 0,
          altitude: r.values[1]?.[i] ?? 0,
          latitude: r.values[2]?.[i] ?? 0,
          longitude: r.values[3]?.[i] ?? 0,
          instruments: JSON.parse(r.words[r.wordsIndex[i] ?? 0] ?? '{}'),
        })
      }
      for (let i = 0; i < e.count; i += 1) {
        errors.push({
          line: e.line[i] ?? 0,
          issues: JSON.parse(e.issues[e.issuesIndex[i] ?? 0] ?? '[]'),
        })
      }
      atEnd = chunk.atEnd
    }
  } finally {
    reader.close()
    rmSync(folder, { recursive: true })
  }
  return { records, errors }
}
