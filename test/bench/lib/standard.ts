import type { BuiltInSpec } from './data'

/** The package that charts and memory are about: clean, with the long numbers of real packages. */
export function standardPackage(lines: number): BuiltInSpec {
  return { type: 'jackal_mk1', digits: 'full', lines }
}
