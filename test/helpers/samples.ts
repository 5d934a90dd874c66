import type { Sample } from '../../src/main/database/history/stretch'

/** A second in which nothing went on, but for what is given. */
export function sampleAt(at: number, facts: Partial<Sample> = {}): Sample {
  return {
    at,
    seconds: 1,
    lines: 0,
    bad: 0,
    bytes: 0,
    queued: 0,
    processing: 0,
    staged: 0,
    writer: 0,
    readers: 0,
    memory: 100e6,
    wal: 0,
    paused: false,
    comparing: 0,
    alert: null,
    paceLines: null,
    pacePauseMs: 0,
    ...facts,
  }
}
