import { ArrowDownToLine, Ban } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { addDropped } from '../../bridge/acts'
import { replaceWithDropped } from '../../bridge/removals'
import { editDroppedDefinition } from '../../bridge/types'
import { navigationState } from '../../stores/navigation/navigation'
import { removalsState, useRemovals, type RemovalSubject } from '../../stores/removals/removals'
import { stationState, useStation } from '../../stores/station/station'
import { cx } from '../../ui/cx'
import styles from './DropOverlay.module.css'
import { dropWords, replaceWords, type DragContent, type DropWords } from './dragWords'

function isRunning(): boolean {
  return stationState().status?.state === 'running'
}

/** The package whose place a drop takes: while its dialog is open. */
function replacedFile(): RemovalSubject | null {
  const { question, file, weight } = removalsState()
  return question === 'replace' && weight?.locked === null ? file : null
}

/** A definition that is dropped on the view of the types is looked at before it is kept. */
function droppedDefinition(files: readonly File[]): File | null {
  const [only, ...others] = files
  const isForTypes = navigationState().place.view === 'types' && others.length === 0
  return isForTypes && only !== undefined && only.name.endsWith('.json') ? only : null
}

function replaceAndClose(file: RemovalSubject, files: File[]): void {
  removalsState().actions.closed()
  void replaceWithDropped(file, files)
}

function wordsFor(drag: DragContent, running: boolean, replaced: RemovalSubject | null): DropWords {
  return replaced === null ? dropWords(drag, running) : replaceWords(drag, running, replaced)
}

function dragContent(transfer: DataTransfer): DragContent {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const files = items.length > 0 ? items.length : transfer.types.includes('Files') ? 1 : 0
  return { files, maybeFolder: items.length === 0 || items.some((item) => item.type === '') }
}

/** Follows drags over the whole window; files that are let go of are handed to the station. */
function useDrag(): DragContent | null {
  const [drag, setDrag] = useState<DragContent | null>(null)
  useEffect(() => {
    /** Enters minus leaves: the pointer passes many elements within one drag. */
    let depth = 0
    const end = (): void => {
      depth = 0
      setDrag(null)
    }
    const onEnter = (event: DragEvent): void => {
      event.preventDefault()
      depth += 1
      if (event.dataTransfer && depth === 1) setDrag(dragContent(event.dataTransfer))
    }
    const onOver = (event: DragEvent): void => {
      // Without this the page would open what is dropped on it.
      event.preventDefault()
      if (!event.dataTransfer) return
      const { allowed } = wordsFor(dragContent(event.dataTransfer), isRunning(), replacedFile())
      event.dataTransfer.dropEffect = allowed ? 'copy' : 'none'
    }
    const onLeave = (): void => {
      depth -= 1
      if (depth <= 0) end()
    }
    const onDrop = (event: DragEvent): void => {
      event.preventDefault()
      end()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0 || !isRunning()) return
      const file = replacedFile()
      const definition = droppedDefinition(files)
      if (definition !== null) void editDroppedDefinition(definition)
      else if (file === null) void addDropped(files)
      else replaceAndClose(file, files)
    }
    window.addEventListener('dragenter', onEnter)
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragenter', onEnter)
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  return drag
}

/** Says what a drop will do before the button is let go. */
export function DropOverlay(): ReactNode {
  const drag = useDrag()
  const running = useStation((s) => s.status?.state === 'running')
  const replaced = useRemovals((s) => (s.question === 'replace' ? s.file : null))
  if (drag === null) return null
  const { allowed, title, words } = wordsFor(drag, running, replaced)
  const Icon = allowed ? ArrowDownToLine : Ban
  return (
    <div
      className={cx(styles.overlay, !allowed && styles.refused)}
      role="status"
      data-testid="drop-overlay"
    >
      <div className={styles.frame} />
      <div className={styles.card}>
        <Icon size={28} strokeWidth={1.75} aria-hidden />
        <p className={styles.title}>{title}</p>
        <p className={styles.words}>{words}</p>
      </div>
    </div>
  )
}
