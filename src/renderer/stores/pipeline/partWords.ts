interface PartWords {
  readonly title: string
  /** What it is there for. */
  readonly does: string
}

const words: Readonly<Record<string, PartWords>> = {
  TelemetrySupervisor: { title: 'Station', does: 'starts all parts, and anew what falls' },
  DatabaseService: { title: 'Database', does: 'keeps everything that is stored' },
  Writer: { title: 'Database writer', does: 'the only one that changes the database' },
  Reader: { title: 'Database reader', does: 'answers what the window asks' },
  SourceKeeper: {
    title: 'Originals',
    does: 'sees files of the watched folder out once they are stored',
  },
  FileParsersSupervisor: { title: 'Queue', does: 'decides which package is read next' },
  FileParser: { title: 'Package', does: 'reads one package from its checkpoint to its end' },
  FileReader: { title: 'Line reader', does: 'turns lines into records and bad lines' },
  DataStaging: { title: 'Staging', does: 'holds what was read until it is stored' },
  DataPersister: { title: 'Storing', does: 'hands what was read to the database, at the set pace' },
  FileSystemWatcher: { title: 'Folder watcher', does: 'sees what arrives in the watched folder' },
  PipelineHistory: { title: 'History', does: 'keeps what the station did, second by second' },
  ErrorInbox: { title: 'Error inbox', does: 'does the long work on bad lines' },
}

/** A part of the station as an operator calls it; one that is not known by its own name. */
export function partTitle(name: string): string {
  return words[name]?.title ?? name
}

/** For its tooltip: what it is there for, and the name that the log and the documents have. */
export function partTip(name: string): string {
  const known = words[name]
  return known === undefined ? name : `${known.title}: ${known.does} (${name})`
}
