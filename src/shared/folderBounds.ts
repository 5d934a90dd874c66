/** A watched folder costs a look every few seconds. */
export const MOST_FOLDERS = 32

/** What may happen to a file in a watched folder once all of it is in the database. */
export const afterImports = ['delete', 'archive', 'keep'] as const
