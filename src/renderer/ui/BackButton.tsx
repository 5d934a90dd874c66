import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button'

/** Leads from a page back to where one came from. */
export function BackButton({ onPress }: { readonly onPress: () => void }): ReactNode {
  return (
    <Button
      kind="quiet"
      icon={<ArrowLeft size={16} aria-hidden />}
      label="Back"
      keys="Escape"
      onPress={onPress}
    />
  )
}
