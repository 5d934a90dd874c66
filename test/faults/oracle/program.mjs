// The oracle as a program of its own: answers what the process that started it asks, one question
// after the other, until that process ends.
import { stateAfterActs } from './acts.mjs'
import { keptWord } from './oracle.mjs'

/** @typedef {{ keptWord: Parameters<typeof keptWord>[0] } | { acts: Parameters<typeof stateAfterActs>[0] }} Question */

process.on('message', (/** @type {Question} */ question) => {
  process.send?.('acts' in question ? stateAfterActs(question.acts) : keptWord(question.keptWord))
})
