/** Something that can be done from anywhere in the window. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: string
  /** Written as for `keySigns`; null where it has none. */
  readonly keys: string | null
  run(): void
}
