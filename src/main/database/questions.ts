import type { Doubles } from '#shared/flight/scope'
import type { InvokeChannel, InvokeOutput } from '#shared/ipc'
import type { CheckedInput } from '../answers'
import { withTransfer } from '../workers/serve'
import { fileById, filesPage, publicFile } from './files/files'
import { findFiles } from './files/findFiles'
import { channelsOf } from './flight/channels'
import { coverage, coverageAt, coveredPackages } from './flight/coverage'
import { flownSatellites, packagesOf } from './flight/flownSatellites'
import { health } from './flight/health'
import { marks } from './flight/marks'
import { recordAt } from './flight/recordAt'
import { recordPage } from './flight/recordPage'
import { scatter } from './flight/scatter'
import { series } from './flight/series'
import { statuses } from './flight/statuses'
import { track } from './flight/track'
import type { ReadDb } from './handles'
import { lineDetail } from './inbox/around'
import { cellGroups, cellsOfGroup, cellSummary } from './inbox/cellGroups'
import { inboxFacets } from './inbox/facets'
import { inboxCounts, inboxGroups } from './inbox/groups'
import { placeOfLine } from './inbox/lineIds'
import { inboxLines } from './inbox/lines'
import { inSnapshot } from './inbox/snapshot'
import { badLineGroups, badLinePage } from './lines/badLinePage'
import { mismatch } from './lines/mismatch'
import { textNumbers } from './lines/textNumbers'
import { unknownKeys } from './lines/unknownKeys'
import { knownRules, mendList } from './mends/mendList'
import { weigh } from './removals/weight'

/** Calls of the contract that the database alone answers, by their names. */
const questions = {
  'files:page': filesPage,
  'files:find': (db, { text, limit }) => findFiles(db, text, limit),
  'files:get': (db, { fileId }) => {
    const file = fileById(db, fileId)
    return file === null ? null : publicFile(file)
  },
  'errors:page': badLinePage,
  'errors:groups': (db, { fileId }) => badLineGroups(db, fileId),
  'text-numbers:list': (db, { fileId }) => textNumbers(db, fileId),
  'unknown-keys:list': (db, { fileId }) => unknownKeys(db, fileId),
  'files:mismatch': (db, { fileId }) => mismatch(db, fileId),
  'cells:summary': (db, { fileId }) => cellSummary(db, fileId),
  'cells:groups': cellGroups,
  'cells:page': cellsOfGroup,

  'inbox:counts': inboxCounts,
  'inbox:groups': inboxGroups,
  'inbox:facets': (db, { filter }) => inboxFacets(db, filter),
  'inbox:lines': inboxLines,
  'inbox:place': placeOfLine,
  'inbox:around': lineDetail,
  'mend:rules': (db, { faultId }) => knownRules(db, faultId),
  'mend:history': mendList,
  'removals:weigh': (db, { fileId }) => weigh(db, fileId),

  'flight:satellites': flownSatellites,
  'flight:channels': channelsOf,
  'flight:series': series,
  'flight:marks': marks,
  'flight:statuses': statuses,
  'flight:track': track,
  'flight:scatter': scatter,
  'flight:records': recordPage,
  'flight:at': recordAt,
  'flight:health': (db, { fileId }) => health(db, fileId),
  'flight:packages': (db, { satelliteType }) => packagesOf(db, satelliteType),
  'flight:coverage': coverage,
  'flight:covered': coveredPackages,
  'flight:coverage-at': coverageAt,
} satisfies {
  readonly [C in InvokeChannel]?: (db: ReadDb, input: CheckedInput<C>) => InvokeOutput<C>
}

export type Question = keyof typeof questions

/** The questions as methods of a thread. */
export type QuestionMethods = {
  readonly [C in Question]: (input: CheckedInput<C>) => InvokeOutput<C>
}

/** Each is answered of one moment of the database, and its columns are handed over. */
export function questionMethods(db: ReadDb): QuestionMethods
export function questionMethods(db: ReadDb): object {
  return Object.fromEntries(
    Object.entries<(db: ReadDb, input: never) => unknown>(questions).map(([call, answer]) => [
      call,
      (input: never) => handedOver(inSnapshot(db, () => answer(db, input))),
    ]),
  )
}

/** An answer whose columns are handed from thread to thread instead of copied. */
export function handedOver<A>(answer: A): A {
  if (typeof answer === 'object' && answer !== null) withTransfer(answer, columnsIn(answer))
  return answer
}

function columnsIn(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null) return []
  if (ArrayBuffer.isView(value)) return isColumn(value) ? [value.buffer] : []
  return Object.values(value).flatMap(columnsIn)
}

const isColumn = (value: ArrayBufferView): value is Doubles => value instanceof Float64Array
