import type { LineRef } from '#shared/inbox/filter'
import { noFields, type LineFields } from '#shared/inbox/fields'
import { jsonLines } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import type { LineVerdict } from '#shared/inbox/mending'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { sameLine } from './lines'

/** A mend that the station tried on the line and found good. */
export interface SuggestedMend {
  /** The rule in words. */
  readonly words: string
  readonly text: string
  /** Whether it mended lines of this group before. */
  readonly usedBefore: boolean
}

/** A line to be mended by hand. */
export type EditedLine = Pick<EditorState, 'original' | 'format' | 'fields'> & {
  readonly ref: LineRef
}

/** The one line that is being mended by hand. */
interface EditorState {
  /** null while nobody edits. */
  readonly ref: LineRef | null
  /** The line as it is stored, in the spelling in which it can be typed. */
  readonly original: string
  /** How its package writes it, and what of it the type reads. */
  readonly format: LineFormat
  readonly fields: LineFields
  readonly text: string
  readonly suggestion: SuggestedMend | null
  /** What the reader said last, and of which text. */
  readonly verdict: LineVerdict | null
  readonly judged: string | null
  readonly saving: boolean
  /** Why it could not be saved. */
  readonly failure: string | null
  /** Texts of lines that were left before they were saved. */
  readonly drafts: ReadonlyMap<string, string>
  readonly actions: {
    readonly editorOpened: (line: EditedLine, suggestion: SuggestedMend | null) => void
    /** A mend was found after the editor had opened; it counts only while nobody has typed. */
    readonly suggestionArrived: (ref: LineRef, suggestion: SuggestedMend) => void
    readonly textChanged: (text: string) => void
    readonly verdictReceived: (ref: LineRef, text: string, verdict: LineVerdict) => void
    readonly savingStarted: () => void
    readonly savingFailed: (reason: string | null) => void
    /** Keeps what was typed for when the line is edited again. */
    readonly editorLeft: () => void
    /** Forgets it: the line was saved, or the operator wants none of it. */
    readonly editorClosed: () => void
  }
}

const closed = {
  ref: null,
  original: '',
  format: jsonLines,
  fields: noFields,
  text: '',
  suggestion: null,
  verdict: null,
  judged: null,
  saving: false,
  failure: null,
} as const

function draftKey({ fileId, line }: LineRef): string {
  return `${fileId}:${line}`
}

function withoutDraft(drafts: ReadonlyMap<string, string>, ref: LineRef | null) {
  const left = new Map(drafts)
  if (ref !== null) left.delete(draftKey(ref))
  return left
}

const store = createStore<EditorState>()((set) => ({
  ...closed,
  drafts: new Map(),
  actions: {
    editorOpened(line, suggestion) {
      set(({ drafts }) => {
        const draft = drafts.get(draftKey(line.ref))
        const text = draft ?? suggestion?.text ?? line.original
        return {
          ...closed,
          ...line,
          text,
          suggestion: draft === undefined ? suggestion : null,
        }
      })
    },
    suggestionArrived(ref, suggestion) {
      set((state) =>
        state.ref !== null && sameLine(state.ref, ref) && state.text === state.original
          ? { suggestion, text: suggestion.text }
          : {},
      )
    },
    textChanged(text) {
      // A line is one line: a line end that was pasted becomes a space.
      set({ text: text.replaceAll(/\r\n|\r|\n/g, ' '), failure: null })
    },
    verdictReceived(ref, text, verdict) {
      set((state) =>
        state.ref !== null && sameLine(state.ref, ref) ? { verdict, judged: text } : {},
      )
    },
    savingStarted() {
      set({ saving: true, failure: null })
    },
    savingFailed(failure) {
      set({ saving: false, failure })
    },
    editorLeft() {
      set(({ ref, text, original, suggestion, drafts }) => {
        const isTyped = ref !== null && text !== original && text !== suggestion?.text
        return {
          ...closed,
          drafts: isTyped ? new Map(drafts).set(draftKey(ref), text) : drafts,
        }
      })
    },
    editorClosed() {
      set(({ ref, drafts }) => ({ ...closed, drafts: withoutDraft(drafts, ref) }))
    },
  },
}))

export const useEditor = <T>(select: (state: EditorState) => T): T => useStore(store, select)
export const editorState = store.getState
export const onEditorChange = (
  listener: (state: EditorState, before: EditorState) => void,
): (() => void) => store.subscribe(listener)
