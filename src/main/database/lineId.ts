const LINES = 2 ** 32

/** The id of a line's row in `records` and `bad_lines`. */
export function lineId(fileId: number, line: number): number {
  return fileId * LINES + line
}

/** The first and the last id that a file's lines can have. */
export function idsOfFile(fileId: number): readonly [number, number] {
  return [lineId(fileId, 0), lineId(fileId, LINES - 1)]
}

export function fileOf(id: number): number {
  return Math.floor(id / LINES)
}

export function lineOf(id: number): number {
  return id % LINES
}
