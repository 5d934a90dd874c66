/** Why a whole file was not imported. Public: stored in `files.failure_code`. */
export const fileCodes = [
  'empty_file',
  'invalid_header',
  'unknown_satellite_type',
  'ambiguous_type',
  'needs_start',
  'unreadable',
  'changed_while_reading',
  'crashed',
  'storage_error',
  'cannot_replace',
  'nothing_imported',
] as const
