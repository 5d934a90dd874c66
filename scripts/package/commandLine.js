import { commandLine } from '../../src/cli/program'

/** The whole command line: its commands are loaded here, while what loads this file still can. */
export const program = await commandLine(() => undefined, undefined)
