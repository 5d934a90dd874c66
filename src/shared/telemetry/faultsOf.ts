import { decimalOf, textFormat } from '../formats/formats'
import type { TelemetryFile } from '../formats/telemetryFile'
import type { Channel, NumberChannel } from './channel'
import { SITE } from './site'
import type { Definition } from './definition'
import { placeOf, quoted, type Fault } from './fault'
import type { Limits } from './limits'
import { comparedValue } from './numberText'
import type { Source } from './source'
import { timeSources } from './timeSources'

type Report = (path: readonly PropertyKey[], reason: string) => void

/** Columns that every table of records has, and what follows the name of one that was changed. */
const RESERVED: ReadonlySet<string> = new Set(['id', 'file_id', 'line', 'timestamp_us'])
const RAW = '_raw'

/**
 * What is wrong with a definition whose shape is right: what contradicts itself, what is there
 * twice, what can't be found in files of its kind.
 */
export function faultsOf(definition: Definition): readonly Fault[] {
  const faults: Fault[] = []
  const report: Report = (path, reason) => faults.push({ place: placeOf(path), reason })
  const { file } = definition
  textFormat(file).check(file, (part, reason) => report(['file', part], reason))
  checkRecognise(definition, report)
  checkSite(definition, report)
  checkSources(definition, report)
  checkTime(definition, report)
  checkChannels(definition, report)
  return faults
}

function checkRecognise({ file, recognise }: Definition, report: Report): void {
  if (recognise === undefined) return
  const { header, columns, keys, name } = recognise
  if (!header && !columns && !keys && !name) {
    report(['recognise'], 'must have at least one of header, columns, keys and name')
  }
  if (header !== undefined) {
    checkHeader(file, ['recognise', 'header'], report)
    if (Object.keys(header).length === 0) report(['recognise', 'header'], 'must not be empty')
  }
  for (const by of ['keys', 'columns'] as const) {
    const why = recognise[by] === undefined ? null : textFormat(file).unknowable(file, by)
    if (why !== null) report(['recognise', by], `must not be there: ${why}`)
  }
}

function checkHeader(file: TelemetryFile, path: readonly PropertyKey[], report: Report): void {
  if (!textFormat(file).hasHeader(file)) {
    report(path, 'must not be there: the file has no header line')
  }
}

function checkSite({ file, site }: Definition, report: Report): void {
  if (site === undefined) return
  const { header, name } = site
  if ((header === undefined) === (name === undefined)) {
    report(['site'], 'must have either header or name')
  }
  if (header !== undefined) checkHeader(file, ['site', 'header'], report)
  if (name !== undefined && name.split(SITE).length !== 2) {
    report(['site', 'name'], `must have ${SITE} in it, once`)
  }
}

/** One thing of a definition that is read from a place in the line. */
interface Use {
  readonly path: readonly PropertyKey[]
  readonly source: Source
}

function checkSources(definition: Definition, report: Report): void {
  const channels = definition.channels.map(({ from }, i): Use => ({
    path: ['channels', i, 'from'],
    source: from,
  }))
  const others: Use[] = timeUses(definition)
  if (definition.only !== undefined) {
    others.push({ path: ['only', 'from'], source: definition.only.from })
  }
  const ignored = (definition.ignore ?? []).map((source, i): Use => ({
    path: ['ignore', i],
    source,
  }))

  const placeIn = textFormat(definition.file).placeIn(definition.file)
  const placeOfUse = ({ path, source }: Use) =>
    placeIn(source, (reason) => {
      report(path, reason)
      return null
    })
  const read = new Map<string, Use>()
  for (const use of channels) {
    const place = placeOfUse(use)
    if (place === null) continue
    const first = read.get(place)
    if (first === undefined) read.set(place, use)
    else report(use.path, `is what ${placeOf(first.path)} reads already`)
  }
  for (const use of others) {
    const place = placeOfUse(use)
    if (place !== null && !read.has(place)) read.set(place, use)
  }
  for (const use of ignored) {
    const place = placeOfUse(use)
    const reader = place === null ? undefined : read.get(place)
    if (reader !== undefined) report(use.path, `is what ${placeOf(reader.path)} reads`)
  }
}

function timeUses({ time }: Definition): Use[] {
  return timeSources(time).map((source, i) => {
    if (time.form === 'gps' && time.week !== undefined && i === 0) {
      return { path: ['time', 'week'], source }
    }
    return { path: Array.isArray(time.from) ? ['time', 'from', i] : ['time', 'from'], source }
  })
}

function checkTime({ file, time }: Definition, report: Report): void {
  if (time.form === 'parts' || time.form === 'pattern') {
    if ((time.zone === undefined) === (time.offset === undefined)) {
      report(['time'], 'must have either a zone or an offset')
    }
  }
  if (time.form !== 'elapsed' || time.start === undefined) return
  const { header, name, pattern, zone, offset } = time.start
  const path = ['time', 'start']
  if ((header === undefined) === (name === undefined)) {
    report(path, 'must have either header or name')
  }
  if (header !== undefined) checkHeader(file, [...path, 'header'], report)
  if (pattern !== undefined && header === undefined) {
    report([...path, 'pattern'], 'must not be there: it says how the header writes the moment')
  }
  const clocks = Number(zone !== undefined) + Number(offset !== undefined)
  if (pattern === undefined && name === undefined) {
    if (clocks > 0) report(path, 'must have no zone or offset: RFC 3339 has its own')
  } else if (clocks !== 1) report(path, 'must have either a zone or an offset')
}

function checkChannels(definition: Definition, report: Report): void {
  const names = new Map<string, number>()
  const roles = new Map<string, number>()
  for (const [i, channel] of definition.channels.entries()) {
    const path = ['channels', i]
    const { name } = channel
    const first = names.get(name)
    if (first === undefined) names.set(name, i)
    else report([...path, 'name'], `is the name of channels[${first}] already`)
    if (RESERVED.has(name)) {
      report([...path, 'name'], `must not be "${name}": every record has a column of that name`)
    } else if (name.endsWith(RAW)) {
      report([...path, 'name'], `must not end in "${RAW}": so end the columns of raw values`)
    }
    if (channel.kind === 'number') {
      checkNumber(channel, path, report)
      const holder = channel.role === undefined ? undefined : roles.get(channel.role)
      if (holder !== undefined) {
        report([...path, 'role'], `is the role of channels[${holder}] already`)
      } else if (channel.role !== undefined) roles.set(channel.role, i)
    } else if (channel.kind === 'state') checkStates(definition, channel, path, report)
  }
}

function checkNumber(channel: NumberChannel, path: readonly PropertyKey[], report: Report): void {
  const { min, max } = channel.valid ?? {}
  if (min !== undefined && max !== undefined && min > max) {
    report([...path, 'valid'], 'has a min above its max')
  }
  if (channel.wraps !== undefined && channel.role !== 'counter') {
    report([...path, 'wraps'], 'must not be there: only a channel with the role of a counter wraps')
  }
  if (channel.limits !== undefined) checkLimits(channel.limits, [...path, 'limits'], report)
}

function checkLimits(limits: Limits, path: readonly PropertyKey[], report: Report): void {
  const order = ['redLow', 'yellowLow', 'yellowHigh', 'redHigh'] as const
  let below: (typeof order)[number] | undefined
  for (const name of order) {
    const [value, least] = [limits[name], below === undefined ? undefined : limits[below]]
    if (value === undefined) continue
    if (least !== undefined && value < least) {
      report([...path, name], `must not be less than ${below}`)
    }
    below = name
  }
  const { yellow, red } = limits.step ?? {}
  if (yellow !== undefined && red !== undefined && red < yellow) {
    report([...path, 'step', 'red'], 'must not be less than yellow')
  }
}

function checkStates(
  definition: Definition,
  channel: Extract<Channel, { kind: 'state' }>,
  path: readonly PropertyKey[],
  report: Report,
): void {
  const decimal = decimalOf(definition.file)
  const missing = new Set(
    [...(definition.missing ?? []), ...(channel.missing ?? [])].map((value) =>
      comparedValue(value, decimal),
    ),
  )
  const known = new Map<number | string, number>()
  for (const [i, { value }] of channel.states.entries()) {
    const compared = comparedValue(value, decimal)
    const first = known.get(compared)
    const place = [...path, 'states', i, 'value']
    if (first !== undefined) report(place, `is the value of states[${first}] already`)
    else known.set(compared, i)
    if (missing.has(compared)) {
      report(place, `is never met: ${quoted(String(value))} is listed as missing`)
    }
  }
}
