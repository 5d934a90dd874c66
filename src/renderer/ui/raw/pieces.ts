/** What is shown of raw text is the same in the window and in the terminal. */
export { linePieces, pasteable, rowPieces, showInvisible, byteText } from '#shared/raw/pieces'
export type { Piece } from '#shared/raw/pieces'
