import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackages, projectNode } from '../../../scripts/lib/project.js'
import { runQuietly } from '../../../scripts/lib/run.js'
import { benchFolder, projectFolder } from '../lib/folders'
import type { Picture } from './charts'

const BEGIN = '<!-- bench:begin (written by npm run bench) -->'
const END = '<!-- bench:end -->'
const page = join(projectFolder, 'docs', 'performance.md')
const images = join(projectFolder, 'docs', 'images')

/**
 * Puts the report between the markers of docs/performance.md, in the project's format, and the
 * pictures beside it. Returns the page's path.
 */
export async function writeToDocuments(
  report: string,
  pictures: readonly Picture[],
): Promise<string> {
  const text = readFileSync(page, 'utf8')
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin === -1 || end < begin) throw new Error(`${page} has lost its markers ${BEGIN}, ${END}`)
  writePictures(images, pictures)
  const before = text.slice(0, begin + BEGIN.length)
  writeFileSync(page, `${before}\n\n${shown(pictures, 'images/')}${report}\n\n${text.slice(end)}`)
  await runQuietly(projectNode, [inPackages('oxfmt', 'bin', 'oxfmt'), page])
  return page
}

/** Writes the report into the bench's own folder. Returns its path. */
export function writeAside(report: string, pictures: readonly Picture[]): string {
  const path = join(benchFolder, 'report.md')
  writePictures(benchFolder, pictures)
  writeFileSync(path, `${shown(pictures, '')}${report}\n`)
  return path
}

function shown(pictures: readonly Picture[], folder: string): string {
  return pictures.map(({ name, alt }) => `![${alt}](${folder}${name}.svg)\n\n`).join('')
}

function writePictures(folder: string, pictures: readonly Picture[]): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, svg } of pictures) writeFileSync(join(folder, `${name}.svg`), svg)
}
