import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Home } from '../../e2e/launch'
import { mk1Header, mk1Line } from '../../helpers/packages'
import type { Bench } from '../lib/bench'
import { ingest } from '../lib/downlink'
import { benchFolder } from '../lib/folders'
import type { Goal } from '../lib/goal'
import { median } from '../lib/race'
import { judged, type Finding, type Row } from '../lib/row'
import { formatFigure, formatLines } from '../report/format'
import { homeIn } from '../window/home'
import { inboxInWindow, type InboxRun } from '../window/inboxInWindow'

const groupsGoal: Goal = { must: 300, aim: 150, better: 'smaller', unit: 'ms' }
const facetGoal: Goal = { must: 200, aim: 100, better: 'smaller', unit: 'ms' }
const scrollGoal: Goal = { must: 55, aim: 58, better: 'larger', unit: 'frames/s' }

export const inboxRow: Row = {
  id: 'inbox',
  title: 'the error inbox in the real window',
  measure: async (bench) => {
    const errors = bench.plan.lines.small
    const folder = join(benchFolder, 'inbox')
    rmSync(folder, { recursive: true, force: true })
    try {
      const home = homeIn(folder)
      await fill(bench, home, errors)
      process.stderr.write(`Inbox of ${formatLines(errors)} errors\n`)
      const runs: InboxRun[] = []
      for (let run = 0; run < bench.plan.runs; run += 1) runs.push(await inboxInWindow(home))
      return findings(runs, errors)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Half of the errors are of every kind, and half are one group. */
async function fill(bench: Bench, home: Home, errors: number): Promise<void> {
  const half = errors / 2
  const mixed = await bench.data({ lines: half, badShare: 1 })
  const alike = join(home.folder, 'alike.json')
  await pipeline(alikeLines(half), createWriteStream(alike))
  const database = join(home.data, 'downlink.db')
  await ingest({ paths: [mixed.path, alike], database, files: 2, records: 0, errors })
}

function* alikeLines(count: number): Generator<string> {
  yield `${mk1Header}\n`
  for (let line = 2; line < count + 2; line += 1) {
    yield `${mk1Line(line).replace('"velocity"', '"vel"')}\n`
  }
}

function findings(runs: readonly InboxRun[], errors: number): Finding[] {
  const facets = runs.flatMap(({ facetMs }) => facetMs)
  const longest = Math.max(...runs.map(({ frames }) => frames.longestMs))
  const label = `${formatLines(errors)} errors`
  return [
    judged(
      `${label}: groups on the screen`,
      median(runs.map(({ groupsMs }) => groupsMs)),
      groupsGoal,
      spread(runs.map(({ groupsMs }) => groupsMs)),
    ),
    judged('a facet set or cleared', median(facets), facetGoal, spread(facets)),
    {
      label: `the lines of a group of ${formatLines(errors / 2)} on the screen`,
      figure: median(runs.map(({ linesMs }) => linesMs)),
      goal: null,
      unit: 'ms',
      note: spread(runs.map(({ linesMs }) => linesMs)),
    },
    judged(
      'its lines scrolled by the wheel',
      median(runs.map(({ frames }) => frames.perSecond)),
      scrollGoal,
      `longest without a frame ${formatFigure(longest, 'ms')}`,
    ),
  ]
}

function spread(times: readonly number[]): string {
  const [from, to] = [Math.min(...times), Math.max(...times)]
  return `${formatFigure(from, 'ms')} to ${formatFigure(to, 'ms')}`
}
