/** The ids of the components that live as long as the station. */
export const componentIds = {
  root: 'telemetry',
  database: 'database',
  writer: 'database-writer',
  reader: 'database-reader',
  parsers: 'parsers',
  watcher: 'watcher',
  sources: 'sources',
  inbox: 'inbox',
} as const

/** The id of a package's FileParser; those of its parts begin with it and a hyphen. */
export const parserId = (fileId: number): string => `file-${fileId}`
