/** How files begin that people rename or drop by mistake, in words that finish 'This is …'. */
const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['a gzip archive. Unpack it first and import what was in it', [0x1f, 0x8b]],
  ['a ZIP archive. Unpack it first and import what was in it', [0x50, 0x4b, 0x03, 0x04]],
  ['a Zstandard archive. Unpack it first and import what was in it', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a bzip2 archive. Unpack it first and import what was in it', [0x42, 0x5a, 0x68]],
  ['an xz archive. Unpack it first and import what was in it', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a 7-Zip archive. Unpack it first and import what was in it', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a program (ELF), not a package', [0x7f, 0x45, 0x4c, 0x46]],
  ['a PDF document, not a package', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a SQLite database, not a package', [...Buffer.from('SQLite format 3\0')]],
  ['text in UTF-16. Save it as UTF-8 and import it again', [0xff, 0xfe]],
  ['text in UTF-16. Save it as UTF-8 and import it again', [0xfe, 0xff]],
  ['text in UTF-16. Save it as UTF-8 and import it again', [0x7b, 0x00]],
  ['text in UTF-16. Save it as UTF-8 and import it again', [0x00, 0x7b]],
]

/** What a file that is no text in UTF-8 is, judged by its first bytes; null where nothing says so. */
export function describeBinary(head: Uint8Array): string | null {
  for (const [words, signature] of signatures) {
    if (signature.every((byte, i) => head[i] === byte)) return words
  }
  return head.includes(0) ? 'a binary file, not a package' : null
}
