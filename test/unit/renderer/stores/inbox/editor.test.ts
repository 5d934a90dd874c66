import { beforeEach, describe, expect, it } from 'vitest'
import { noFields } from '../../../../../src/shared/inbox/fields'
import { jsonLines } from '../../../../../src/shared/formats/formats'
import { editorState } from '../../../../../src/renderer/stores/inbox/editor'

const line = { fileId: 1, line: 7 }
const edited = { ref: line, original: 'raw', format: jsonLines, fields: noFields }
const mend = { words: 'Rename "vel" to "velocity"', text: 'mended', usedBefore: false }

beforeEach(() => editorState().actions.editorClosed())

describe('the editor of a line', () => {
  it('begins with a mend that is known to do, else with the line as it is', () => {
    const { editorOpened } = editorState().actions
    editorOpened(edited, null)
    expect(editorState().text).toBe('raw')
    editorOpened(edited, mend)
    expect(editorState().text).toBe('mended')
  })

  it('takes a late mend only while nobody has typed', () => {
    const { editorOpened, suggestionArrived, textChanged } = editorState().actions
    editorOpened(edited, null)
    suggestionArrived(line, mend)
    expect(editorState().text).toBe('mended')
    editorOpened({ ...edited, ref: { fileId: 1, line: 8 } }, null)
    textChanged('mine')
    suggestionArrived({ fileId: 1, line: 8 }, mend)
    expect(editorState().text).toBe('mine')
  })

  it('keeps what was typed until the line is edited again, and forgets it once it is saved', () => {
    const { editorOpened, textChanged, editorLeft, editorClosed } = editorState().actions
    editorOpened(edited, mend)
    textChanged('half done')
    editorLeft()
    expect(editorState().ref).toBeNull()
    editorOpened(edited, mend)
    expect(editorState().text).toBe('half done')
    editorClosed()
    editorOpened(edited, null)
    expect(editorState().text).toBe('raw')
  })

  it('stays one line, whatever is pasted', () => {
    editorState().actions.editorOpened(edited, null)
    editorState().actions.textChanged('{"a":1,\r\n"b":2}')
    expect(editorState().text).toBe('{"a":1, "b":2}')
  })

  it('hears verdicts on its own line alone', () => {
    const { editorOpened, verdictReceived } = editorState().actions
    editorOpened(edited, null)
    verdictReceived({ fileId: 2, line: 7 }, 'raw', { ok: false, issues: [] })
    expect(editorState().verdict).toBeNull()
  })
})
