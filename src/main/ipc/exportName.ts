import type { ExportFormat } from '#shared/exports'

const endings: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'ndjson',
  csv: 'csv',
  excel: 'excel.csv',
  package: 'json',
}

/** What to call an export: `pass.json.records.csv`. @param stem what it is of; null for everything */
export function exportName(stem: string | null, what: string, format: ExportFormat): string {
  return `${stem === null ? '' : `${stem}.`}${what}.${endings[format]}`
}
