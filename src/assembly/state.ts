/**
 * How the files of a type are written, and where everything lies in the memory. Set by whoever reads
 * a file before its first line; see `RowProgram`.
 */
export namespace table {
  export let delimiter: u32 = 0
  /** 256, which no byte is, where nothing is quoted. */
  export let quote: u32 = 256
  export let decimal: u32 = 0x2e
  export let trims: bool = true
  export let isLatin: bool = false
  export let comment: usize = 0
  export let commentLength: u32 = 0
  export let plans: usize = 0
  export let places: u32 = 0
}
