import { parseArgs } from 'node:util'

/**
 * What a release is made with; throws where it is called with something else.
 *
 * `notes` is a file with what is new, in plain text; `repository` the folder of an apt repository that
 * gets the Debian package.
 */
export const packageOptions = () =>
  parseArgs({
    options: {
      trial: { type: 'boolean', default: false },
      notes: { type: 'string' },
      repository: { type: 'string' },
    },
  }).values
