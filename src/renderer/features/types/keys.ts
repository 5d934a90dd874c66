import { letter, type ViewKey } from '../../ui/viewKeys'

/** Keys of the types' view, for the keys sheet. */
export const typeKeys: readonly ViewKey[] = [
  letter('J', 'Next type (also ↓)'),
  letter('K', 'Previous type (also ↑)'),
  letter('E', 'Edit the definition'),
  letter('C', 'Copy the definition'),
  { keys: 'Delete', label: 'Remove your definition, where no package needs it' },
  letter('Shift+O', 'Show the folder of your definitions'),
  { keys: 'Mod+Enter', label: 'Keep the definition that is being edited' },
  { keys: 'Escape', label: 'Leave the editor, or back' },
]
