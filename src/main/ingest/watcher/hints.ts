/** Hears where something may have happened. Hints may be missing, late, doubled or wrong. */
export interface HintListener {
  /** Look at this name soon. */
  onName(name: string): void
  /** Look at everything soon. */
  onAny(): void
  /** No hints come from now on. */
  onFailure(error: unknown): void
}

export interface Hints {
  close(): Promise<void>
}

export type OpenHints = (realPath: string, listener: HintListener) => Hints
