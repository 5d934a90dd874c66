import type { FileRecord } from '#shared/files'

/** A record of a queued file of which tests say what matters to them. */
export function fileRecord(more: Partial<FileRecord> = {}): FileRecord {
  return {
    id: 1,
    path: '/ingest/pass.json',
    name: 'pass.json',
    source: 'watch',
    status: 'queued',
    duplicateOf: null,
    satelliteType: null,
    site: null,
    sizeBytes: 1000,
    fingerprint: null,
    totalLines: 0,
    importedLines: 0,
    errorLines: 0,
    skippedLines: 0,
    cellErrors: 0,
    checkpointByte: 0,
    checkpointLine: 0,
    failureCode: null,
    failureMessage: null,
    sourceState: 'present',
    sourceReason: null,
    insertedAt: '2026-11-23T09:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    workedMs: null,
    removal: null,
    replaces: null,
    returns: null,
    replacing: null,
    waiting: null,
    ...more,
  }
}
