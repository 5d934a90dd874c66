import { expect, it } from 'vitest'
import { errorCode, inWords } from '../../../src/main/systemError'

it('explains what the system says, with its code', () => {
  const error = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' })
  expect(errorCode(error)).toBe('EROFS')
  expect(inWords(error)).toBe('the disk is read-only. Make it writable (EROFS).')
})

it('passes on the words of any other error, as a sentence', () => {
  expect(inWords(new Error('the copy is not equal'))).toBe('the copy is not equal.')
  expect(inWords(new Error('It ended.'))).toBe('It ended.')
  expect(inWords('odd')).toBe('odd.')
  expect(errorCode('odd')).toBe('')
})
