import { copyText } from '../bridge/acts'
import { navigationState } from '../stores/navigation/navigation'
import type { Command } from '../ui/command'
import { isCommand, pressOf } from '../ui/viewKeys'
import { viewKeysOf } from './keyGroups'

/** Presses a key where the view has its keys: on what has the focus in it, else on the page. */
function press(keys: string, target: Element): boolean {
  return !target.dispatchEvent(new KeyboardEvent('keydown', pressOf(keys)))
}

/** What in the view has the focus; the page where nothing has. */
function focusedInView(): Element {
  const focused = document.activeElement
  return focused?.closest('main') === null || focused === null ? document.body : focused
}

/**
 * The commands of the view that is open. Each is its key: what the palette does and what the key
 * does can't differ.
 */
export function viewCommands(): readonly Command[] {
  const { view } = navigationState().place
  // The palette takes the focus away.
  const target = focusedInView()
  return viewKeysOf(view).flatMap(({ name, keys: viewKeys }) =>
    viewKeys.filter(isCommand).map(({ keys, label }) => ({
      id: `view-${keys}`,
      title: label,
      group: name,
      keys,
      run: () => void press(keys, target.isConnected ? target : document.body),
    })),
  )
}

/** The cells of the chosen row of the view's list, one after the other. */
function chosenRowText(): string | null {
  const row = document.querySelector('main [role="grid"] [role="row"][aria-selected="true"]')
  if (row === null) return null
  return Array.from(row.querySelectorAll('[role="gridcell"]'), (cell) =>
    (cell.textContent ?? '').trim(),
  )
    .filter((text) => text !== '')
    .join('\t')
}

/** Copies what is chosen: what the view means by its key for it, else the row as it stands there. */
export function copyChosen(): void {
  if (press('C', focusedInView())) return
  const text = chosenRowText()
  if (text !== null && text !== '') copyText(text, 'Row')
}
