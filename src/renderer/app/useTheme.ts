import { useEffect } from 'react'
import { useSettings } from '../stores/settings/settings'

/** Puts the chosen theme where the style sheets look for it. */
export function useTheme(): void {
  const theme = useSettings((s) => s.settings?.theme ?? 'system')
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
