import { expect, it } from 'vitest'
import { progressOf } from '../../../../src/main/desktop/progress'

const file = (doneBytes: number, sizeBytes: number) => ({ doneBytes, sizeBytes })

it('is how far all files in work are by their bytes', () => {
  expect(progressOf({ active: [] })).toBeNull()
  expect(progressOf({ active: [file(0, 0)] })).toBe(0)
  expect(progressOf({ active: [file(300, 300), file(0, 700)] })).toBe(0.3)
})
