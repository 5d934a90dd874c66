import { textFormat } from '#shared/formats/formats'
import { cellReason } from '#shared/inbox/cellErrorWords'
import type { CellError } from '#shared/lineFindings'
import { textLine } from '#shared/raw/decode'
import { faultSpans } from '#shared/raw/faults'
import type { Span } from '#shared/raw/json'
import { showInvisible } from '#shared/raw/pieces'
import { WandSparkles } from 'lucide-react'
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { followEditor, leaveEditor, saveLine } from '../../bridge/inboxEditor'
import { editorState, useEditor } from '../../stores/inbox/editor'
import { Button } from '../../ui/Button'
import { countOf } from '../../ui/format'
import { keyText } from '../../ui/keySigns'
import { isMac } from '../../ui/platform'
import { IssueList } from '../../ui/raw/IssueList'
import { RecordValues } from '../../ui/record/RecordValues'
import { State } from '../../ui/State'
import { CellFields } from './CellFields'
import styles from './LineEditor.module.css'

/** Where the reader finds fault with the text as it is now; nothing while it has not said. */
function useFaults(): readonly Span[] {
  const text = useEditor((s) => s.text)
  const format = useEditor((s) => s.format)
  const verdict = useEditor((s) => (s.judged === s.text ? s.verdict : null))
  return useMemo(
    () =>
      verdict === null || verdict.ok
        ? []
        : faultSpans(textLine(text, format), verdict.issues).filter(
            ({ start, end }) => end > start,
          ),
    [text, format, verdict],
  )
}

/** The text once more, unseen, with its faults marked where the text above has them. */
function Marks({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  // The last character keeps a line of its own open, as it does in the field.
  return (
    <div className={styles.marks} aria-hidden>
      {parts}
      {text.slice(at)}
      {'\u200B'}
    </div>
  )
}

/** The cells that the record is stored without. */
function Without({ cells }: { readonly cells: readonly CellError[] }): ReactNode {
  const fields = useEditor((s) => s.fields)
  if (cells.length === 0) return null
  const labels = new Map(fields.channels.map(({ name, label }) => [name, label]))
  return (
    <ul className={styles.without} aria-label="Stored without">
      {cells.map(({ channel, code, raw }) => (
        <li key={channel}>
          {showInvisible(
            `Without ${labels.get(channel) ?? channel}: ${cellReason(code, raw)}, ${JSON.stringify(raw)}`,
          )}
        </li>
      ))}
    </ul>
  )
}

function Verdict(): ReactNode {
  // The last word stays until the next one comes, so that nothing flickers while one types.
  const verdict = useEditor((s) => s.verdict)
  const judged = useEditor((s) => s.judged)
  const format = useEditor((s) => s.format)
  const channels = useEditor((s) => s.fields.channels)
  if (verdict === null) return null
  if (verdict.ok) {
    return (
      <div className={styles.good}>
        <State tone="good" word="Imports as" />
        <div>
          <RecordValues record={verdict.record} channels={channels} />
          <Without cells={verdict.cellErrors} />
        </div>
      </div>
    )
  }
  return (
    <>
      <State tone="bad" word={`${countOf(verdict.issues.length, 'fault')} left`} />
      <IssueList issues={verdict.issues} line={textLine(judged ?? '', format)} />
    </>
  )
}

function onKeyDown(event: KeyboardEvent): void {
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.key === 'Enter') {
    event.preventDefault()
    if (mod) void saveLine()
  } else if (event.key === 'Escape') {
    event.preventDefault()
    leaveEditor()
  }
}

/** A bad line as text to be corrected, with what the reader says of it at every key. */
export function LineEditor(): ReactNode {
  useEffect(() => followEditor(), [])
  const field = useRef<HTMLTextAreaElement>(null)
  const text = useEditor((s) => s.text)
  const suggestion = useEditor((s) => (s.suggestion?.text === s.text ? s.suggestion : null))
  const saving = useEditor((s) => s.saving)
  const failure = useEditor((s) => s.failure)
  const good = useEditor((s) => s.judged === s.text && s.verdict?.ok === true)
  const changed = useEditor((s) => s.text !== s.original)
  const spans = useFaults()

  // Once the reader has spoken its first fault is chosen: what one types takes its place. A fault
  // that has no place is something missing, and goes in at the line's end.
  const judged = useEditor((s) => s.verdict !== null)
  const placed = useRef(false)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    const element = field.current
    if (element === null || placed.current || !judged) return
    placed.current = true
    const [first] = spans
    const end = textFormat(editorState().format.file).end(element.value)
    element.setSelectionRange(first?.start ?? end, first?.end ?? end)
  }, [judged, spans])

  return (
    <div className={styles.editor} data-testid="line-editor">
      {suggestion === null ? null : (
        <p className={styles.suggestion}>
          <WandSparkles size={14} aria-hidden />
          <span>
            {suggestion.usedBefore ? 'As before' : 'Suggested'}: {showInvisible(suggestion.words)}
          </span>
        </p>
      )}
      <div className={styles.field}>
        <Marks text={text} spans={spans} />
        <textarea
          ref={field}
          className={styles.text}
          aria-label="Corrected line"
          value={text}
          rows={1}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            placed.current = true
            editorState().actions.textChanged(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <CellFields onKeyDown={onKeyDown} />
      <div className={styles.verdict} role="status" data-testid="verdict">
        <Verdict />
      </div>
      {failure === null ? null : <p className={styles.failure}>{failure}</p>}
      <div className={styles.steps}>
        <Button
          kind="primary"
          keys="Mod+Enter"
          isDisabled={!good || saving}
          onPress={() => void saveLine()}
        >
          {saving ? 'Saving' : 'Save'}
        </Button>
        <Button kind="quiet" keys="Escape" onPress={leaveEditor}>
          Leave
        </Button>
        {changed ? (
          <Button
            kind="quiet"
            onPress={() => {
              const { original, actions } = editorState()
              actions.textChanged(original)
              field.current?.focus()
            }}
          >
            As it was
          </Button>
        ) : null}
        <span className={styles.hint}>{keyText('Mod+Enter', isMac)} saves, Escape leaves</span>
      </div>
    </div>
  )
}
