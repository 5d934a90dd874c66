/** What a component says of itself when it is asked; the counts only ever grow. */
export interface Reading {
  /** What it has done so far: lines, or of the watcher arrivals. */
  readonly done?: number
  /** Milliseconds that it has been busy so far. */
  readonly busyMs?: number
  readonly depth?: number
  readonly room?: number
  readonly memoryBytes?: number
  readonly line?: number
  /** What it is at, in plain words. */
  readonly detail?: string
}

/** Asked twice a second; so it must cost nothing. */
export type Gauge = () => Reading
