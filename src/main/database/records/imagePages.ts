/** Larger pages than the database's own, whose rows they hold more of in one. The largest there are. */
export const IMAGE_PAGE_BYTES = 65_536

/** What a page holds, as its first byte says it. */
export const PAGE_KIND = {
  indexInterior: 0x02,
  tableInterior: 0x05,
  indexLeaf: 0x0a,
  tableLeaf: 0x0d,
} as const

type PageKind = (typeof PAGE_KIND)[keyof typeof PAGE_KIND]

export const LEAF_HEADER_BYTES = 8
export const INTERIOR_HEADER_BYTES = 12
/** Where a page lists its cells. */
export const POINTER_BYTES = 2
/** Where an interior page's cell leads to. */
export const CHILD_BYTES = 4

/**
 * The pages of an image, in one buffer that grows to the largest
 * (https://sqlite.org/fileformat2.html, section 1.6). Pages are counted from 1; the cells of a page
 * are written from its end on, and listed from its header on.
 */
export class ImagePages {
  bytes = new Uint8Array(IMAGE_PAGE_BYTES)
  view = new DataView(this.bytes.buffer)
  #page = 0
  #cell = 0
  #pointer = 0
  #cells = 0

  /** Makes room for so many pages. Forgets what was there. */
  reserve(pages: number): void {
    const bytes = pages * IMAGE_PAGE_BYTES
    if (bytes <= this.bytes.length) return
    this.bytes = new Uint8Array(bytes)
    this.view = new DataView(this.bytes.buffer)
  }

  begin(page: number, headerBytes: number): void {
    this.#page = (page - 1) * IMAGE_PAGE_BYTES
    this.#cell = this.#page + IMAGE_PAGE_BYTES
    this.#pointer = this.#page + headerBytes
    this.#cells = 0
  }

  /** The place of the next cell, which has so many bytes. */
  cell(bytes: number): number {
    this.#cell -= bytes
    this.view.setUint16(this.#pointer, this.#cell - this.#page)
    this.#pointer += POINTER_BYTES
    this.#cells += 1
    return this.#cell
  }

  /** Cells begin at a place that is written as 0 where it is 65,536. */
  end(kind: PageKind): void {
    const { view } = this
    view.setUint8(this.#page, kind)
    view.setUint16(this.#page + 1, 0)
    view.setUint16(this.#page + 3, this.#cells)
    view.setUint16(this.#page + 5, (this.#cell - this.#page) % IMAGE_PAGE_BYTES)
    view.setUint8(this.#page + 7, 0)
  }

  /** The same for an interior page: what is beyond its last cell stands in that page. */
  endInterior(kind: PageKind, lastChild: number): void {
    this.end(kind)
    this.view.setUint32(this.#page + LEAF_HEADER_BYTES, lastChild)
  }
}
