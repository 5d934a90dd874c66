import { faultSpan, walkJson } from '../../raw/json'
import { sourceKeys } from '../../telemetry/sourcePath'
import { wholeSpan, type TextFormat } from '../format'
import type { NdjsonFile } from './file'
import { JsonCells } from './jsonCells'

/** One JSON object in each line, perhaps behind one that is the file's header. */
export const ndjson: TextFormat<NdjsonFile> = {
  namesValues: true,
  typesValues: true,
  noCells: 'it is not a JSON object',
  words: ({ header }) => `NDJSON${header ? ' with a header line' : ''}`,
  hasHeader: ({ header }) => header,
  decimal: () => '.',
  encoding: () => 'utf8',
  check() {},
  unknowable: (_file, by) => (by === 'columns' ? 'NDJSON has keys' : null),

  placeIn: () => (source, refuse) => {
    if (typeof source !== 'string') return refuse('must be a key: NDJSON has no columns')
    const keys = sourceKeys(source)
    return keys === null
      ? refuse('is no JSON pointer: behind ~ there must be 0 or 1')
      : JSON.stringify(keys)
  },

  cells: (text) => JsonCells.of(text),
  keys: (text) => [...walkJson(text).members.keys()],

  end(text) {
    const brace = text.lastIndexOf('}')
    return brace < 0 ? text.length : brace
  },

  faultIn(text) {
    const { faultAt, members } = walkJson(text)
    const cells = faultAt === null ? JsonCells.of(text) : null
    return ({ code, path }) => {
      if (code === 'invalid_json' && faultAt !== null) return faultSpan(text, faultAt)
      if (path === '') return wholeSpan(text)
      return cells?.cell(path) ?? members.get(path) ?? null
    }
  },
}
