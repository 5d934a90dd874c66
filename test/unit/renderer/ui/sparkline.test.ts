import { expect, it } from 'vitest'
import { sparklinePath } from '../../../../src/renderer/ui/sparklinePath'

it('scales from 0 to the highest value and ends at the right edge', () => {
  const { line, area } = sparklinePath([0, 50, 100], 3, 20, 10)
  expect(line).toBe('M0.0,10.0L10.0,5.0L20.0,0.0')
  expect(area.endsWith('L20,10L0.0,10Z')).toBe(true)
})

it('keeps a short history at the right, where now is', () => {
  expect(sparklinePath([1, 1], 3, 20, 10).line).toBe('M10.0,0.0L20.0,0.0')
  expect(sparklinePath([1], 3, 20, 10).line).toBe('')
})
