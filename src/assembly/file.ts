/** How the lines of a file are written. Set by whoever reads it before its first line. */
export namespace file {
  /** Each line is a JSON object; else it is a row of a table. */
  export let isJson: bool = false
  /** What stands before decimals. */
  export let decimal: u32 = 0x2e
  export let delimiter: u32 = 0
  /** 256, which no byte is, where nothing is quoted. */
  export let quote: u32 = 256
  export let trims: bool = true
  export let isLatin: bool = false
  export let comment: usize = 0
  export let commentLength: u32 = 0
}
