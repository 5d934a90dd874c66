import type { FoundFile } from '#shared/files'
import { ask } from './station'

/** More than that nobody reads: who looks for one of them types on. */
const MOST_FOUND = 50

/** Files of any age whose name has the words of a text, the newest first; none for an empty text. */
export async function findFiles(text: string): Promise<readonly FoundFile[]> {
  if (text.trim() === '') return []
  const reply = await ask('files:find', { text, limit: MOST_FOUND })
  return reply.ok ? reply.value : []
}
