import type { LiveFile } from '#shared/status'
import { describe, expect, it } from 'vitest'
import { actionForKey, doneShare, fileFigures } from '../../../../src/renderer/stores/files/view'
import {
  endWords,
  failureWords,
  sourceStateWords,
  stateWords,
} from '../../../../src/renderer/stores/files/words'
import { fileRecord } from '../fileRecord'

const live: LiveFile = {
  id: 1,
  name: 'pass.json',
  status: 'processing',
  stage: 'reading',
  waitingFor: null,
  sizeBytes: 1000,
  doneBytes: 400,
  totalLines: 4,
  importedLines: 3,
  errorLines: 1,
  skippedLines: 0,
  linesPerSecond: 100,
  secondsLeft: 6,
}

describe('fileFigures', () => {
  it('takes the live ones while there are any', () => {
    const figures = fileFigures(fileRecord({ status: 'processing' }), live)
    expect(figures.doneBytes).toBe(400)
    expect(doneShare(figures)).toBe(0.4)
  })

  it('believes the record once the file is over', () => {
    const figures = fileFigures(fileRecord({ status: 'complete', totalLines: 10 }), live)
    expect(figures.totalLines).toBe(10)
    expect(figures.linesPerSecond).toBeNull()
    expect(doneShare(figures)).toBe(1)
  })

  it('shows how far a file got that is not in work', () => {
    const figures = fileFigures(fileRecord({ status: 'paused', checkpointByte: 250 }), null)
    expect(doneShare(figures)).toBe(0.25)
    expect(doneShare({ doneBytes: 0, sizeBytes: 0 })).toBe(0)
  })
})

describe('actionForKey', () => {
  it('means what the status allows', () => {
    expect(actionForKey(' ', { status: 'processing', removal: null })).toBe('pause')
    expect(actionForKey(' ', { status: 'paused', removal: null })).toBe('resume')
    expect(actionForKey('Delete', { status: 'queued', removal: null })).toBe('cancel')
    expect(actionForKey('r', { status: 'failed', removal: null })).toBe('retry')
    expect(actionForKey('r', { status: 'duplicate', removal: null })).toBe('import-again')
    expect(actionForKey('r', { status: 'complete', removal: null })).toBeNull()
    expect(actionForKey('Delete', { status: 'complete', removal: null })).toBeNull()
  })
})

describe('words', () => {
  it('says the stage of a file in work, and that it waits', () => {
    expect(stateWords('processing', 'hashing', null).word).toBe('Checking')
    expect(stateWords('processing', 'reading', 'disk full').word).toBe('Waiting')
    expect(stateWords('paused', 'reading', null).word).toBe('Paused')
  })

  it('does not say that all is well with a package that has bad lines', () => {
    const complete = fileRecord({ status: 'complete', totalLines: 48_616 })
    expect(endWords(complete)).toEqual({ word: 'Complete', tone: 'good' })
    expect(endWords({ ...complete, errorLines: 10_000 })).toEqual({
      word: 'Complete',
      tone: 'attention',
    })
  })

  it('says why a file failed and what to do', () => {
    expect(failureWords(fileRecord())).toBeNull()
    const words = failureWords(
      fileRecord({ failureCode: 'unreadable', failureMessage: 'Permission denied' }),
    )
    expect(words?.what).toBe('Permission denied.')
    expect(words?.next).toMatch(/retry/)
  })

  it('says what became of the source', () => {
    const stuck = fileRecord({ sourceState: 'stuck', sourceReason: 'it is open elsewhere' })
    expect(sourceStateWords(stuck).word).toBe('Not removed: it is open elsewhere')
    expect(sourceStateWords(fileRecord({ source: 'drop', status: 'complete' })).word).toBe(
      'Left where it is',
    )
    const sourceReason = '399 values under 1 unknown key'
    expect(sourceStateWords(fileRecord({ sourceState: 'archived', sourceReason })).word).toBe(
      'Archived: 399 values under 1 unknown key',
    )
  })
})
