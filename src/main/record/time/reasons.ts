/*
 * Why a text is no moment of a record, as numbers below 0: whatever reads a time answers with
 * microseconds since 1970 UTC or with one of these.
 */

/** The text has not the form of RFC 3339. */
export const NOT_A_TIMESTAMP = -1
/** The form is right, but there is no such date or time of day. */
export const NO_SUCH_TIME = -2
/** A real instant outside the years 1970 to 2199. */
export const OUT_OF_YEARS = -3
/** All is there but `Z` or an offset. */
export const NO_TIME_ZONE = -4
/** A second 60 that was; microseconds since 1970 have no place for it. */
export const LEAP_SECOND = -5
/** A second 60 that never was. */
export const NO_LEAP_SECOND = -6
/** A second 60 of which the table of leap seconds can't know yet. */
export const LATER_LEAP_SECOND = -7
/** A time of day that came twice, because the zone's clocks were set back. */
export const TWICE = -8
/** The GPS week 0: so says a receiver that does not know the time yet. */
export const NO_FIX = -9
