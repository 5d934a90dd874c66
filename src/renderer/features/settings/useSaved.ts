import type { Settings, SettingsPatch } from '#shared/settings'
import { useEffect, useRef, useState } from 'react'
import { saveSettings } from '../../bridge/acts'

/** How long 'Saved' and its undo stay beside the field. */
const SHOWN_MS = 8000

export interface Saved {
  /** Why the last value was refused; null when it was not. */
  readonly refused: string | null
  /** Takes the last save back; null when there is none to take back. */
  readonly undo: (() => void) | null
  save(patch: SettingsPatch): void
  /** Refuses a value before it is sent; null takes that back. */
  refuse(reason: string | null): void
  /** Says that the station has just saved something, with the patch that would undo it. */
  saved(before: SettingsPatch): void
}

/** Saves settings at once and remembers, for a short while, how to take that back. */
export function useSaved(settings: Settings): Saved {
  const [refused, setRefused] = useState<string | null>(null)
  const [before, setBefore] = useState<SettingsPatch | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function saved(undoPatch: SettingsPatch): void {
    setRefused(null)
    setBefore(undoPatch)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setBefore(null), SHOWN_MS)
  }

  async function save(patch: SettingsPatch): Promise<void> {
    const stored = Object.entries(settings).filter(([key]) => Object.hasOwn(patch, key))
    const reason = await saveSettings(patch)
    if (reason === null) saved(Object.fromEntries(stored))
    else setRefused(reason)
  }

  async function undo(): Promise<void> {
    if (before === null) return
    const reason = await saveSettings(before)
    setRefused(reason)
    if (reason === null) setBefore(null)
  }

  return {
    refused,
    undo: before === null ? null : () => void undo(),
    save: (patch) => void save(patch),
    refuse: setRefused,
    saved,
  }
}
