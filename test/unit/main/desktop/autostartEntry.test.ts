import { describe, expect, it } from 'vitest'
import { autostartEntry, isAutostart } from '../../../../src/main/desktop/autostartEntry'

describe('autostartEntry', () => {
  it('starts the program, whatever stands in its path', () => {
    const entry = autostartEntry('Downlink', ['/opt/a b/"$x`\\%/downlink', '--hidden'])
    expect(entry).toContain('\nName=Downlink\n')
    // Quoted for the command, then each backslash once more for the file, and % for its codes.
    expect(entry).toContain(
      String.raw`Exec="/opt/a b/\\"\\$x\\${'`'}\\\\%%/downlink" "--hidden"` + '\n',
    )
    expect(isAutostart(entry)).toBe(true)
  })

  it('is no start where there is none, or the desktop has switched it off', () => {
    const entry = autostartEntry('Downlink', ['downlink'])
    expect(isAutostart('')).toBe(false)
    expect(isAutostart(`${entry}Hidden=true\n`)).toBe(false)
    expect(isAutostart(entry.replace('enabled=true', 'enabled=false'))).toBe(false)
  })
})
