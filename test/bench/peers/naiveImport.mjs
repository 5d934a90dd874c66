// A package into SQLite as one writes it down first: readline, JSON.parse, zod, one insert a row.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { z } from 'zod'

const [packagePath = '', databasePath] = process.argv.slice(2)

const time = z.iso.datetime({ offset: true })
const latitude = z.number().min(-90).max(90)
const longitude = z.number().min(-180).max(180)
const word = z.string().min(1)
const schemas = {
  jackal_mk1: z
    .object({
      timestamp: time,
      velocity: z.number(),
      altitude: z.number(),
      latitude,
      longitude,
      instrument1: word,
      instrument2: word,
    })
    .transform(({ instrument1, instrument2, ...rest }) => ({
      ...rest,
      instruments: JSON.stringify({ instrument1, instrument2 }),
    })),
  jackal_mk2: z
    .object({
      ts: time,
      vel: z.number(),
      alt: z.number(),
      lat: latitude,
      long: longitude,
      instrument1: word,
      instrument3: word,
      instrument4: word,
    })
    .transform(({ ts, vel, alt, lat, long, instrument1, instrument3, instrument4 }) => ({
      timestamp: ts,
      velocity: vel,
      altitude: alt,
      latitude: lat,
      longitude: long,
      instruments: JSON.stringify({ instrument1, instrument3, instrument4 }),
    })),
}
const Header = z.object({ satellite_type: z.enum(['jackal_mk1', 'jackal_mk2']) })

const db = new Database(databasePath)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = NORMAL')
db.exec(`
  CREATE TABLE telemetry (
    id INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    timestamp_us INTEGER NOT NULL,
    velocity REAL NOT NULL,
    altitude REAL NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    instruments TEXT NOT NULL
  );
  CREATE INDEX telemetry_by_time ON telemetry (timestamp_us);
  CREATE TABLE errors (line INTEGER PRIMARY KEY, message TEXT NOT NULL, raw TEXT NOT NULL);
`)
const insertRecord = db.prepare(`
  INSERT INTO telemetry
    (line, timestamp_us, velocity, altitude, latitude, longitude, instruments)
  VALUES (?, ?, ?, ?, ?, ?, ?)
`)
const insertError = db.prepare('INSERT INTO errors (line, message, raw) VALUES (?, ?, ?)')

/** A Date has milliseconds; the microseconds stand in the text. @param {string} text */
const microseconds = (text) => Date.parse(text) * 1000 + Number(text.slice(23, 26))

/** @type {(typeof schemas)['jackal_mk1' | 'jackal_mk2'] | undefined} */
let schema
let line = 0
db.exec('BEGIN')
for await (const text of createInterface({ input: createReadStream(packagePath) })) {
  line += 1
  if (text === '') continue
  try {
    const value = JSON.parse(text)
    if (schema === undefined) {
      schema = schemas[Header.parse(value).satellite_type]
      continue
    }
    const record = schema.parse(value)
    insertRecord.run(
      line,
      microseconds(record.timestamp),
      record.velocity,
      record.altitude,
      record.latitude,
      record.longitude,
      record.instruments,
    )
  } catch (error) {
    insertError.run(line, error instanceof Error ? error.message : String(error), text)
  }
}
db.exec('COMMIT')
db.close()
