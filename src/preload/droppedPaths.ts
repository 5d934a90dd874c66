import { MAX_PATHS, type AddResult } from '#shared/ipc'

/** Splits what was dropped into paths for the station and what can't be taken, with the reason. */
export function droppedPaths(
  files: readonly File[],
  pathOf: (file: File) => string,
): { paths: string[]; refused: AddResult['refused'] } {
  const paths: string[] = []
  const refused: AddResult['refused'] = []
  for (const file of files) {
    const path = pathOf(file)
    if (path === '') {
      refused.push({
        name: file.name,
        reason: 'it is not a file on this computer. Save it in a folder and drop it from there.',
      })
    } else if (paths.length === MAX_PATHS) {
      refused.push({
        name: file.name,
        reason: 'one drop takes 10,000 files. Drop the folder that holds them.',
      })
    } else {
      paths.push(path)
    }
  }
  return { paths, refused }
}
