import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SourceState } from '#shared/files'
import { identityOf, type FileIdentity } from '../../../src/main/record/identity'
import type {
  SourceLedger,
  SourceRequest,
  SourceTime,
  StoredCounts,
} from '../../../src/main/ingest/source/types'

export const LINES = 3
export const CONTENT = '{"satellite_type":"jackal_mk1"}\n{"a":1}\n{"a":2}\n{"a":3}\n'

export const completeCounts: StoredCounts = {
  status: 'complete',
  totalLines: LINES,
  importedLines: 2,
  errorLines: 1,
  storedRecords: 2,
  storedErrors: 1,
  fingerprint: 'f1',
  leftOut: {
    badLines: 0,
    cutBadLines: 0,
    unknownKeys: 0,
    unknownValues: 0,
    cellErrors: 0,
    otherRecords: 0,
    repeatedValues: 0,
    isCut: false,
    isMendedOnly: false,
  },
}

/** A database that remembers one file, and lets a test do something at each call. */
export class TestLedger implements SourceLedger {
  /** What `readBack` finds; null for a database without this file. */
  stored: StoredCounts | null = completeCounts
  state: SourceState = 'present'
  reason: string | null = null
  identity: FileIdentity | null = null
  /** Every call in order. */
  readonly calls: string[] = []
  before: (call: string) => void = () => undefined
  after: (call: string) => void = () => undefined

  async barrier(): Promise<void> {
    this.#called('barrier')
    this.after('barrier')
  }

  async readBack(): Promise<StoredCounts | null> {
    this.#called('readBack')
    this.after('readBack')
    return this.stored
  }

  async noteRemoval(_fileId: number, archive: string | null): Promise<void> {
    this.#called(archive === null ? 'note' : 'note archive')
    this.after('note')
  }

  async setSourceState(
    _fileId: number,
    state: SourceState,
    reason: string | null,
    identity: FileIdentity | null,
  ): Promise<void> {
    this.#called(state)
    this.state = state
    this.reason = reason
    if (identity !== null) this.identity = identity
    this.after(state)
  }

  #called(call: string): void {
    this.before(call)
    this.calls.push(call)
  }
}

/** A clock that moves only when somebody sleeps. */
export function testTime(onSleep: (now: number) => void = () => undefined): SourceTime {
  let now = 0
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      now += ms
      onSleep(now)
      signal.throwIfAborted()
    },
  }
}

/** A watched folder and an archive beside it, in a folder of their own. */
export class Station {
  readonly root = mkdtempSync(join(tmpdir(), 'downlink-source-'))
  readonly folder = join(this.root, 'ingest')
  readonly archive: string
  readonly path = join(this.folder, 'pass.jsonl')
  /** The file as it was after it was read. */
  readonly firstIdentity: FileIdentity
  readonly ledger = new TestLedger()
  /** What was read of the file. */
  content = Buffer.from(CONTENT)

  constructor(archive: string | null = null) {
    this.archive = archive ?? join(this.root, 'archive')
    mkdirSync(this.folder)
    this.write('pass.jsonl', CONTENT)
    this.firstIdentity = identityAt(this.path)
  }

  /** Gives the file another content, as what was read of it. */
  read(content: string | Buffer): void {
    this.content = Buffer.from(content)
    writeFileSync(this.path, content)
  }

  write(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content)
  }

  request(change: Partial<SourceRequest> = {}): SourceRequest {
    return {
      fileId: 7,
      path: this.path,
      folder: this.folder,
      identity: change.identity ?? this.ledger.identity ?? identityAt(change.path ?? this.path),
      fingerprint: 'f1',
      fingerprintOf: async (path) => ({
        fingerprint: readFileSync(path).equals(this.content) ? 'f1' : 'f2',
        identity: identityAt(path),
      }),
      writerOf: async () => null,
      action: 'delete',
      archiveFolder: this.archive,
      graceMs: 10_000,
      expected: { totalLines: LINES, fingerprint: 'f1' },
      isStillSet: () => true,
      inTurn: (work) => work(),
      ...change,
    }
  }

  /** Names in the watched folder; private ones as `(private)`. */
  names(): string[] {
    return namesIn(this.folder)
  }

  archived(): string[] {
    return namesIn(this.archive)
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
    rmSync(this.archive, { recursive: true, force: true })
  }
}

/** A small disk of its own; mounting needs root. */
export class SmallDisk {
  readonly path = mkdtempSync(join(tmpdir(), 'downlink-disk-'))

  /** @param size as `mount` takes it, such as `64k` */
  constructor(size: string) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', this.path])
  }

  remove(): void {
    execFileSync('umount', [this.path])
    rmdirSync(this.path)
  }
}

export function identityAt(path: string): FileIdentity {
  return identityOf(lstatSync(path, { bigint: true }))
}

function namesIn(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names.map((name) => (name.startsWith('.downlink-') ? '(private)' : name)).toSorted()
}

/** Files under `folder` with exactly this content; the names of one inode count once. */
export function holders(folder: string, content: string): string[] {
  const seen = new Set<bigint>()
  const found: string[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const { ino } = lstatSync(path, { bigint: true })
    if (seen.has(ino) || readFileSync(path, 'utf8') !== content) continue
    seen.add(ino)
    found.push(path)
  }
  return found
}
