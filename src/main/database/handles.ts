import type Database from 'better-sqlite3'

declare const readable: unique symbol
declare const writable: unique symbol

/** A connection that may be asked. */
export type ReadDb = Database.Database & { readonly [readable]: true }
/** A connection that may change the database; only the writer's worker ever holds one. */
export type WriteDb = ReadDb & { readonly [writable]: true }
