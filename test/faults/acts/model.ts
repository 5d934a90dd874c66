import type { MendablePackage } from '../lib/packages'
import { acts, COPY_FILE, FIRST_FILE, SECOND_FILE, type Act } from './acts'

/** What the acts so far have made of the packages. */
export interface State {
  readonly isRuled: boolean
  readonly isDismissed: boolean
  readonly isEdited: boolean
  readonly isSecondShown: boolean
  /** Which of the two has the first package's place. */
  readonly inPlace: 'original' | 'copy'
}

export const UNTOUCHED: State = {
  isRuled: false,
  isDismissed: false,
  isEdited: false,
  isSecondShown: true,
  inPlace: 'original',
}

const effects: Readonly<Record<Act, Partial<State>>> = {
  'mend by a rule': { isRuled: true },
  dismiss: { isDismissed: true },
  'mend a dismissed line': { isEdited: true },
  'take the rule back': { isRuled: false },
  remove: { isSecondShown: false },
  'bring back': { isSecondShown: true },
  'remove again': { isSecondShown: false },
  'give its space back': {},
  replace: { inPlace: 'copy' },
  'take the replacement back': { inPlace: 'original' },
}

/** A state that is possible, and the act after which the program would go on from there. */
export interface Possible {
  readonly state: State
  /** How many acts were done, in their order. */
  readonly done: number
}

/**
 * The states that the packages may be in, by what the program said: what is done is done, what was
 * refused is not, and what was begun is whole or not there. A copy may be imported after its act.
 */
export function possibleStates(output: string): Possible[] {
  let possible: Possible[] = [{ state: UNTOUCHED, done: 0 }]
  for (const [index, act] of acts.entries()) {
    const after = (one: Possible): Possible => ({
      state: { ...one.state, ...effects[act] },
      done: index + 1,
    })
    if (output.includes(`done: ${act}\n`)) possible = possible.map(after)
    else if (!output.includes(`begins: ${act}\n`)) continue
    else if (!output.includes(`refused: ${act}:`) || act === 'replace') {
      possible = [...possible, ...possible.map(after)]
    }
  }
  return possible
}

/** A state as the oracle is asked for it. */
export function forOracle(
  state: State,
  { ruled, cut }: MendablePackage,
  paths: Readonly<Record<'broken' | 'clean' | 'second', string>>,
) {
  const [edited] = cut
  const mended = [
    ...(state.isRuled ? ruled : []),
    ...(state.isEdited && edited !== undefined ? [edited] : []),
  ]
  const isOriginal = state.inPlace === 'original'
  return {
    name: JSON.stringify(state),
    packages: [
      {
        fileId: FIRST_FILE,
        original: paths.broken,
        isShown: isOriginal,
        mended,
        dismissed: state.isDismissed ? [...cut.keys()] : [],
      },
      {
        fileId: SECOND_FILE,
        original: paths.second,
        isShown: state.isSecondShown,
        mended: [],
        dismissed: [],
      },
      {
        fileId: COPY_FILE,
        original: paths.clean,
        isShown: !isOriginal,
        mended: [],
        dismissed: [],
      },
    ],
  }
}
