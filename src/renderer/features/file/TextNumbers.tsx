import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import { KeyCounts } from './KeyCounts'

/** Numbers that came as text: they were taken, and this says how often. */
export function TextNumbers(): ReactNode {
  const numbers = useFilePage((s) => s.textNumbers)
  if (numbers === null || numbers.length === 0) return null
  return (
    <KeyCounts
      label="Numbers as text"
      testId="text-numbers"
      title="Numbers that came as text:"
      rows={numbers.map(({ channel, ...where }) => ({ id: channel, name: channel, ...where }))}
    />
  )
}
