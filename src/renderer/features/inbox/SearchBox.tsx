import { Search } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { clearSearch, search, stopSearch } from '../../bridge/inboxSearch'
import type { Filter } from '../../stores/inbox/filter'
import { searchState, useSearch } from '../../stores/inbox/search'
import { Keys } from '../../ui/Keys'
import styles from './SearchBox.module.css'

/** Whoever types on has not typed all of it yet. */
const TYPING_MS = 250

interface SearchBoxProps {
  /** What is looked through. */
  readonly scope: Filter
  readonly placeholder: string
  /** Gives the list below the keys. */
  readonly onLeave: () => void
  readonly field: Ref<HTMLInputElement>
}

/** Finds text in raw lines as it is typed; Escape stops the search, and once more leaves it. */
export function SearchBox({ scope, placeholder, onLeave, field }: SearchBoxProps): ReactNode {
  const text = useSearch((s) => s.text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function onType(typed: string): void {
    searchState().actions.textTyped(typed)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void search(typed, scope), TYPING_MS)
  }

  /** The list has the keys then; where there is none, the page has them. */
  function leave(input: HTMLInputElement): void {
    onLeave()
    if (document.activeElement === input) input.blur()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      clearTimeout(timer.current)
      if (stopSearch()) return
      clearSearch()
      leave(event.currentTarget)
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault()
      clearTimeout(timer.current)
      if (text !== searchState().wanted) void search(text, scope)
      leave(event.currentTarget)
    }
  }

  return (
    <div className={styles.box}>
      <Search size={14} aria-hidden />
      <input
        ref={field}
        className={styles.input}
        type="search"
        aria-label={placeholder}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        maxLength={1024}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text === '' ? <Keys keys="/" /> : null}
    </div>
  )
}
