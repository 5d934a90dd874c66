import type { AddResult } from '#shared/ipc'
import type { Notice } from '../stores/notices/notices'
import { countText } from '#shared/numbers'

/** What became of an add, in one line: '3 added, 1 already imported, 1 not taken: notes.txt: ...'. */
export function addResultNotice(result: AddResult): Pick<Notice, 'tone' | 'text'> {
  const parts: string[] = []
  if (result.added > 0) parts.push(`${countText(result.added)} added`)
  if (result.known > 0) parts.push(`${countText(result.known)} already imported`)
  const [first] = result.refused
  const others = result.refused.length - 1
  if (first && others === 0) parts.push(`1 not taken: ${first.name}: ${first.reason}`)
  else if (first) parts.push(`${countText(others + 1)} not taken, such as ${first.name}`)
  if (parts.length === 0) return { tone: 'attention', text: 'Nothing to import was found there.' }
  const tone = first ? (result.added > 0 ? 'attention' : 'bad') : 'good'
  return { tone, text: parts.join(', ') }
}
