export const mk1Header = '{"satellite_type":"jackal_mk1"}'
export const mk2Header = '{"satellite_type":"jackal_mk2"}'

/** A good mk1 line as JSON texts by key; tests put others in their places. */
const mk1Fields: Readonly<Record<string, string>> = {
  timestamp: '"2023-12-26T09:34:27.602982Z"',
  velocity: '8020.290000000006',
  altitude: '300047.9000000015',
  latitude: '-11.059999999999961',
  longitude: '-37.82899999999994',
  instrument1: '"ok"',
  instrument2: '"diabled"',
}

/** A line of the given JSON texts; `undefined` leaves a key out. */
export function mk1Line(changes: Readonly<Record<string, string | undefined>> = {}): string {
  return objectLine({ ...mk1Fields, ...changes })
}

export function objectLine(fields: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(fields).filter(([, text]) => text !== undefined)
  return `{${pairs.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`
}
