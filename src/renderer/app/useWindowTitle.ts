import { useEffect } from 'react'
import { programName, useStation } from '../stores/station/station'
import { windowTitle } from './windowTitle'

/** Keeps the window's title in step with the station. */
export function useWindowTitle(): void {
  const title = useStation((s) => windowTitle(programName(s), s.status))
  useEffect(() => {
    document.title = title
  }, [title])
}
