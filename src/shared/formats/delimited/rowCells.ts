import type { Plain } from '../../inbox/rules'
import { comparedValue } from '../../telemetry/numberText'
import type { Lines } from '../format'
import type { LineCell, LineCells } from '../lineCells'
import type { DelimitedFile } from './file'
import { cellsOf, rowCells, writtenCell, type RowCell } from './rowText'

/** A place counted from 1, as faults name a column that has no name of its own. */
const COLUMN = /^column ([1-9]\d{0,5})$/

/** The line of a table. */
export class RowCells implements LineCells {
  readonly #text: string
  readonly #file: DelimitedFile
  readonly #columns: readonly string[]
  readonly #cells: readonly RowCell[]

  private constructor(text: string, lines: Lines<DelimitedFile>, cells: readonly RowCell[]) {
    this.#text = text
    this.#file = lines.file
    this.#columns = lines.columns
    this.#cells = cells
  }

  /** Null where a quote stays open. */
  static of(text: string, lines: Lines<DelimitedFile>): RowCells | null {
    const { cells, isOpen } = rowCells(text, lines.file)
    return isOpen ? null : new RowCells(text, lines, cells)
  }

  cell(key: string): LineCell | null {
    const cell = this.#cells[columnOf(key, this.#columns)]
    return cell === undefined ? null : { start: cell.start, end: cell.end, value: cell.text }
  }

  holds(key: string, value: Plain): boolean {
    const cell = this.#cells[columnOf(key, this.#columns)]
    const { decimal } = this.#file
    const wanted = comparedValue(this.#textOf(value), decimal)
    return cell !== undefined && comparedValue(cell.text, decimal) === wanted
  }

  set(key: string, value: Plain): string | null {
    const column = columnOf(key, this.#columns)
    const text = this.#textOf(value)
    const written = writtenCell(text, this.#file)
    if (column < 0 || written === null) return null
    const line = this.#withCell(column, written)
    // What no quoting helps, such as text behind a quote, is seen by reading it once more.
    const read = cellsOf(line, this.#file)
    const isSame =
      read !== null &&
      read[column] === text &&
      this.#cells.every((cell, i) => i === column || read[i] === cell.text)
    return isSame ? line : null
  }

  drop(key: string): string | null {
    return this.set(key, '')
  }

  rename(): null {
    return null
  }

  /** A line that ends before the column gets the empty cells that it lacks. */
  #withCell(column: number, written: string): string {
    const cell = this.#cells[column]
    if (cell !== undefined) {
      return this.#text.slice(0, cell.start) + written + this.#text.slice(cell.end)
    }
    const { delimiter } = this.#file
    const between = delimiter === 'blanks' ? ' ' : delimiter
    const empty = writtenCell('', this.#file) ?? ''
    const lacking = Array.from({ length: column - this.#cells.length }, () => empty)
    const added = [...lacking, written].join(between)
    return this.#cells.length === 0 ? this.#text + added : this.#text + between + added
  }

  #textOf(value: Plain): string {
    if (value === null) return ''
    const isComma = typeof value === 'number' && this.#file.decimal === ','
    return isComma ? String(value).replace('.', ',') : String(value)
  }
}

/** The place of a column, counted from 0; -1 where there is none, or more than one of the name. */
export function columnOf(key: string, columns: readonly string[]): number {
  const column = columns.indexOf(key)
  if (column >= 0) return columns.includes(key, column + 1) ? -1 : column
  const place = COLUMN.exec(key)?.[1]
  return place === undefined ? -1 : Number(place) - 1
}

/** What the cell at a place goes by. */
export function keyOfColumn(column: number, columns: readonly string[]): string {
  const name = columns[column] ?? ''
  const isOwn = name !== '' && columns.indexOf(name) === columns.lastIndexOf(name)
  return isOwn ? name : `column ${column + 1}`
}
