import { describe, expect, it } from 'vitest'
import { DatabaseInUseError } from '../../../src/main/database/lock'
import { runStation, tempFolder } from '../../helpers/station'

describe('one engine per database', () => {
  it('refuses a second engine and names the holder', async () => {
    const folder = tempFolder()
    await runStation(folder)
    await expect(runStation(folder)).rejects.toThrow(DatabaseInUseError)
    await expect(runStation(folder)).rejects.toThrow(new RegExp(`process ${process.pid}`))
  })

  it('lets the next one in when the first has stopped', async () => {
    const folder = tempFolder()
    const first = await runStation(folder)
    await first.stop()
    const second = await runStation(folder)
    expect(second.status().state).toBe('running')
  })
})
