import type { SupportContents } from '#shared/support'
import { formatBytes } from '../ui/format'
import { ask } from './station'
import { tell, told } from './tell'

/** Collects anew what somebody else may be shown; null where that failed, which is told. */
export async function collectSupport(): Promise<SupportContents | null> {
  return (await told(ask('support:collect', undefined)))?.value ?? null
}

/** One of the texts that were collected; '' where it can't be had, which is told. */
export async function readSupport(name: string): Promise<string> {
  return (await told(ask('support:read', { name })))?.value ?? ''
}

/** Asks where, and saves what was collected there. False when it was not saved. */
export async function saveSupport(dumps: boolean): Promise<boolean> {
  const saved = (await told(ask('support:save', { dumps })))?.value ?? null
  if (saved === null) return false
  tell({ tone: 'good', text: `Saved ${saved.name}, ${formatBytes(saved.bytes)}` })
  return true
}

/** The crash dumps on this machine; none where they can't be listed, which is told. */
export async function listDumps(): Promise<SupportContents['dumps']> {
  return (await told(ask('support:dumps', undefined)))?.value ?? []
}

export async function openCrashes(): Promise<void> {
  const opened = await told(ask('support:open-crashes', undefined))
  if (opened && !opened.value) {
    tell({ tone: 'attention', text: 'There is no folder of crash dumps yet.' })
  }
}
