import { showInvisible } from '#shared/raw/pieces'
import { countText } from '#shared/numbers'

/** What a drag over the window brings, as far as the system tells before the drop. */
export interface DragContent {
  readonly files: number
  /** Some of them may be folders: the system names no type for these. */
  readonly maybeFolder: boolean
}

export interface DropWords {
  readonly allowed: boolean
  readonly title: string
  readonly words: string
}

/** What the window says, before the button is let go, about what it will do. */
export function dropWords(drag: DragContent, running: boolean): DropWords {
  if (drag.files === 0) {
    return {
      allowed: false,
      title: 'Only files and folders can be dropped here',
      words: 'This is text or a link. Save it as a file first.',
    }
  }
  if (!running) {
    return {
      allowed: false,
      title: 'The station is not running',
      words: 'Nothing can be imported now.',
    }
  }
  const count = drag.files === 1 ? '1 file' : `${countText(drag.files)} files`
  const folder = drag.maybeFolder ? ' A folder brings every file that is directly in it.' : ''
  return {
    allowed: true,
    title: `Import ${count}`,
    words: `The ${drag.files === 1 ? 'original stays where it is' : 'originals stay where they are'}.${folder}`,
  }
}

/** The same while a drop is to take a package's place. */
export function replaceWords(
  drag: DragContent,
  running: boolean,
  replaced: { readonly id: number; readonly name: string },
): DropWords {
  const { allowed, title, words } = dropWords(drag, running)
  if (!allowed) return { allowed, title, words }
  if (drag.files > 1) {
    return {
      allowed: false,
      title: 'One file takes the place of a package',
      words: 'Drop only the corrected copy.',
    }
  }
  return {
    allowed: true,
    title: `Take the place of #${replaced.id}`,
    words: `Once the copy is complete, ${showInvisible(replaced.name)} is removed. That can be undone.`,
  }
}
