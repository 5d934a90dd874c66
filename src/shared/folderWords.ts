import type { FilesBefore } from './folders'
import { countText } from './numbers'
import type { AfterImport } from './folders'

const ends: Readonly<Record<Exclude<AfterImport, 'keep'>, string>> = {
  delete: 'deleted',
  archive: 'moved to the archive',
}

/** What the watched folder does with files that come: a sentence. */
export function afterImportWords(afterImport: AfterImport): string {
  return afterImport === 'keep'
    ? 'What comes here from now on is imported, and stays.'
    : `What comes here from now on is imported, and ${ends[afterImport]} once all of it is in the database.`
}

/** How many files lay there before, without a full stop. */
export const filesWereHere = (files: number): string =>
  files === 1 ? '1 file was here already' : `${countText(files)} files were here already`

/** How many files lay there before, and what becomes of them: sentences. */
export function beforeWords({ files, answer }: Omit<FilesBefore, 'folder'>): string {
  const isOne = files === 1
  const lay = filesWereHere(files)
  const they = isOne ? 'It is' : 'They are'
  const stay = isOne ? 'stays' : 'stay'
  switch (answer) {
    case null:
      return `${lay}. ${they} left alone until you say what becomes of ${isOne ? 'it' : 'them'}.`
    case 'leave':
      return `${lay}. ${they} left alone.`
    case 'keep':
      return `${lay}. ${they} imported and ${stay} here, whatever is set for what comes.`
    case 'delete':
    case 'archive':
      return `${lay}. ${they} imported and ${answer === 'delete' ? 'deleted' : 'archived'}, as you said.`
  }
}
