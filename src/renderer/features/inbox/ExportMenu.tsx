import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { exportLines } from '../../bridge/inboxExport'
import type { Filter } from '../../stores/inbox/filter'
import { MenuButton } from '../../ui/MenuButton'

interface ExportMenuProps {
  /** The lines that are written. */
  readonly filter: Filter
  readonly isOpen: boolean
  readonly isDisabled: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Writes the listed bad lines to a file. */
export function ExportMenu({
  filter,
  isOpen,
  isDisabled,
  onOpenChange,
}: ExportMenuProps): ReactNode {
  return (
    <MenuButton
      label="Export"
      keys="X"
      icon={<Download size={14} aria-hidden />}
      isOpen={isOpen}
      isDisabled={isDisabled}
      onOpenChange={onOpenChange}
      items={[
        {
          id: 'ndjson',
          label: 'NDJSON',
          note: 'raw lines byte for byte',
          run: () => void exportLines(filter, 'ndjson'),
        },
        {
          id: 'csv',
          label: 'CSV',
          note: 'for programs',
          run: () => void exportLines(filter, 'csv'),
        },
        {
          id: 'excel',
          label: 'Spreadsheet',
          note: 'no formulas',
          run: () => void exportLines(filter, 'excel'),
        },
      ]}
    />
  )
}
