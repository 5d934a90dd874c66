import { afterEach } from 'vitest'
import { cleanUpTest } from './afterTest'
import { compareQuickly } from './quickEquality'

// Here and not in a module that tests import: files of one worker share those.
afterEach(cleanUpTest)
compareQuickly()
