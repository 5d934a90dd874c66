import type { ComponentStatus } from '#shared/status'
import { describe, expect, it } from 'vitest'
import { addResultNotice } from '../../../../src/renderer/bridge/addResult'
import { outcomeNotice } from '../../../../src/renderer/bridge/outcomeWords'
import { dropWords } from '../../../../src/renderer/features/drop/dragWords'
import { treeRows } from '../../../../src/renderer/features/pipeline/tree'

const component = (id: string, parent: string | null): ComponentStatus => ({
  id,
  name: id,
  parent,
  state: 'running',
  detail: '',
  restarts: 0,
  lastError: null,
})
const shape = (list: ComponentStatus[]): string[] =>
  treeRows(list).map(({ component: { id }, depth }) => `${depth} ${id}`)

describe('dropWords', () => {
  it('says what a drop will do', () => {
    expect(dropWords({ files: 3, maybeFolder: false }, true)).toEqual({
      allowed: true,
      title: 'Import 3 files',
      words: 'The originals stay where they are.',
    })
    expect(dropWords({ files: 1, maybeFolder: true }, true).words).toBe(
      'The original stays where it is. A folder brings every file that is directly in it.',
    )
  })

  it('says no to text, and while nothing can be imported', () => {
    expect(dropWords({ files: 0, maybeFolder: false }, true).allowed).toBe(false)
    expect(dropWords({ files: 2, maybeFolder: false }, false).allowed).toBe(false)
  })
})

describe('outcomeNotice', () => {
  const last = { fileId: 7, name: 'pass.json' }

  it('says how much of a package is bad', () => {
    const flawed = { kind: 'flawed', last: { ...last, lines: 48_616, bad: 10_000 } } as const
    expect(outcomeNotice({ ...flawed, count: 1 })).toEqual({
      tone: 'attention',
      text: 'pass.json: complete, 10,000 of 48,616 bad',
    })
    expect(outcomeNotice({ ...flawed, count: 12 }).text).toBe(
      '12 packages are complete with bad lines. The last one is pass.json: complete, 10,000 of 48,616 bad',
    )
  })

  it('says what failed, and that what was removed has come again', () => {
    const failed = { kind: 'failed', last: { ...last, message: 'The file is empty.' } } as const
    expect(outcomeNotice({ ...failed, count: 1 })).toEqual({
      tone: 'bad',
      text: 'pass.json failed: The file is empty.',
    })
    const returned = { kind: 'returned', count: 1, last: { ...last, removed: 3 } } as const
    expect(outcomeNotice(returned).text).toBe(
      'pass.json has come again: it was removed as #3, and is imported anew as #7',
    )
  })
})

describe('addResultNotice', () => {
  it('counts what was added, known and refused', () => {
    const refused = [{ name: 'notes.txt', reason: 'it is a link' }]
    expect(addResultNotice({ added: 3, known: 1, refused, fileIds: [] })).toEqual({
      tone: 'attention',
      text: '3 added, 1 already imported, 1 not taken: notes.txt: it is a link',
    })
  })

  it('is good news when nothing was refused, bad when everything was', () => {
    const refused = [
      { name: 'a', reason: 'x' },
      { name: 'b', reason: 'y' },
    ]
    expect(addResultNotice({ added: 1, known: 0, refused: [], fileIds: [4] }).tone).toBe('good')
    expect(addResultNotice({ added: 0, known: 0, refused, fileIds: [] })).toEqual({
      tone: 'bad',
      text: '2 not taken, such as a',
    })
  })

  it('says so when there was nothing', () => {
    expect(addResultNotice({ added: 0, known: 0, refused: [], fileIds: [] }).text).toMatch(
      /Nothing/,
    )
  })
})

describe('treeRows', () => {
  it('puts every component under its parent', () => {
    expect(
      shape([
        component('b', 'root'),
        component('root', null),
        component('c', 'b'),
        component('d', 'root'),
      ]),
    ).toEqual(['0 root', '1 b', '2 c', '1 d'])
  })

  it('leaves none out, even orphans and circles', () => {
    expect(shape([component('x', 'gone'), component('y', 'z'), component('z', 'y')])).toHaveLength(
      3,
    )
  })
})
