import type { LineIssue } from '#shared/codes'
import { FieldIssues } from '../cells/fieldIssues'
import {
  LATER_LEAP_SECOND,
  LEAP_SECOND,
  NO_FIX,
  NO_LEAP_SECOND,
  NO_SUCH_TIME,
  NO_TIME_ZONE,
  NOT_A_TIMESTAMP,
  OUT_OF_YEARS,
  TWICE,
} from './reasons'

/**
 * The issue for each reason why a time is none, made once.
 *
 * @param form what a text is not that has not the right form, in words that go on after 'is not'.
 * @param subject what the words speak of, where that is not the one path.
 */
export function timeIssues(
  path: string,
  form: string,
  subject?: string,
): ReadonlyMap<number, LineIssue> {
  const issues = new FieldIssues(path, form, subject)
  const invalid = (words: string) => issues.make('invalid_timestamp', words)
  return new Map([
    [NOT_A_TIMESTAMP, invalid(`is not ${form}`)],
    [NO_SUCH_TIME, invalid('names a date or time that does not exist')],
    [NO_TIME_ZONE, invalid('has no time zone: Z or an offset such as +01:00 must follow')],
    [
      LEAP_SECOND,
      invalid('is a leap second: it did exist, but time counted from 1970 has no place for it'),
    ],
    [NO_LEAP_SECOND, invalid('has a second 60, but there was no leap second at that time')],
    [
      LATER_LEAP_SECOND,
      invalid('has a second 60 at a time of which no leap second is announced yet'),
    ],
    [
      TWICE,
      invalid(
        'came twice, as the clocks were set back, and nothing says which of the two is meant',
      ),
    ],
    [NO_FIX, invalid('is in the GPS week 0: the receiver did not know the time yet')],
    [OUT_OF_YEARS, issues.make('out_of_range', 'must lie in the years 1970 to 2199')],
  ])
}
