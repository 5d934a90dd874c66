import { describe, expect, it } from 'vitest'
import { coverageKeys } from '../../../../src/renderer/features/coverage/keys'
import { fileKeys } from '../../../../src/renderer/features/file/keys'
import { flightKeys } from '../../../../src/renderer/features/flight/keys'
import { healthKeys } from '../../../../src/renderer/features/health/keys'
import { historyKeys } from '../../../../src/renderer/features/history/keys'
import { groupKeys, inboxKeys } from '../../../../src/renderer/features/inbox/keys'
import { pipelineKeys } from '../../../../src/renderer/features/pipeline/keys'
import { queueKeys } from '../../../../src/renderer/features/queue/keys'
import { letterMeanings, pressOf, type ViewKey } from '../../../../src/renderer/ui/viewKeys'

const areas: Readonly<Record<string, readonly ViewKey[]>> = {
  coverage: coverageKeys,
  file: fileKeys,
  flight: flightKeys,
  health: healthKeys,
  history: historyKeys,
  inbox: [...inboxKeys, ...groupKeys],
  pipeline: pipelineKeys,
  queue: queueKeys,
}
const sources: Readonly<Record<string, string>> = import.meta.glob(
  '../../../../src/renderer/features/*/*.tsx',
  { query: '?raw', import: 'default', eager: true },
)
const isLetter = (keys: string): boolean => /^(Shift\+)?[A-Z]$/.test(keys)

/** Letters that the program text of an area compares a key with, as their keys are written. */
function lettersIn(area: string): string[] {
  const found = Object.entries(sources)
    .filter(([path]) => path.includes(`/features/${area}/`))
    .flatMap(([, text]) => {
      const compared = text.matchAll(/(?:case |key (?:===|!==) )'([a-zA-Z])'/g)
      const listed = text.matchAll(/^ {2}([a-z]): \[/gm)
      return [...compared, ...listed].map(([, letter]) => letter ?? '')
    })
  return [...new Set(found)].map((key) =>
    key === key.toUpperCase() ? `Shift+${key}` : key.toUpperCase(),
  )
}

describe('a letter', () => {
  it('means one thing in all views', () => {
    const meanings = new Map<string, Set<string>>()
    for (const { keys, means } of Object.values(areas).flat()) {
      if (!isLetter(keys)) continue
      meanings.set(keys, (meanings.get(keys) ?? new Set()).add(means ?? 'nothing that is said'))
    }
    expect([...meanings].filter(([, found]) => found.size !== 1)).toEqual([])
    expect(Object.fromEntries([...meanings].map(([keys, [means]]) => [keys, means]))).toMatchObject(
      Object.fromEntries(Object.entries(letterMeanings).filter(([keys]) => meanings.has(keys))),
    )
    expect(new Set(Object.values(letterMeanings)).size).toBe(Object.keys(letterMeanings).length)
  })

  it.each(Object.keys(areas))('that works in %s is among its keys', (area) => {
    const listed = new Set(areas[area]?.map(({ keys }) => keys))
    // K goes with J, Shift+N with N.
    const known = lettersIn(area).filter((keys) => keys !== 'K' && keys !== 'Shift+N')
    expect(known.filter((keys) => !listed.has(keys))).toEqual([])
  })
})

it('that works is found in the program text', () => {
  expect(lettersIn('file')).toEqual(expect.arrayContaining(['C', 'F', 'H', 'V', 'X', 'Shift+O']))
})

describe('pressOf', () => {
  it('is the press that a keyboard makes', () => {
    expect(pressOf('D')).toMatchObject({ key: 'd', shiftKey: false })
    expect(pressOf('Shift+D')).toMatchObject({ key: 'D', shiftKey: true })
    expect(pressOf('Shift+Delete')).toMatchObject({ key: 'Delete', shiftKey: true })
    expect(pressOf('Space')).toMatchObject({ key: ' ' })
    expect(pressOf('+')).toMatchObject({ key: '+' })
  })
})
