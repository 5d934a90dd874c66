import { expect, it } from 'vitest'
import { syncFolder, syncFolderNow } from '../../../src/main/syncFolder'
import { needs } from '../../helpers/needs'

it('passes over a folder that can not be synced', needs('Linux'), async () => {
  await expect(syncFolder('/proc')).resolves.toBeUndefined()
  expect(() => syncFolderNow('/proc')).not.toThrow()
})

it('throws where the folder is not there', async () => {
  await expect(syncFolder('/not/there')).rejects.toThrow('ENOENT')
  expect(() => syncFolderNow('/not/there')).toThrow('ENOENT')
})
