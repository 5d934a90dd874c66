import type { FileRecord } from '#shared/files'
import { showInvisible } from '#shared/raw/pieces'
import type { Removal } from '#shared/removals/removal'
import type { ReactNode } from 'react'
import { removedWords } from '../../bridge/removals'
import { navigationState } from '../../stores/navigation/navigation'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { formatFullMoment } from '../../ui/format'
import { RemovedSteps } from './RemovalButtons'

const freeingWords: Readonly<Record<Removal['freeing'], string>> = {
  none: 'None of it is in any view, count or export.',
  begun: "Part of its rows are deleted, so it can't be brought back.",
  done: "Its rows are deleted, so it can't be brought back. Import its file again if it is needed.",
}

function OpenOther({ id }: { readonly id: number }): ReactNode {
  return (
    <Button
      onPress={() => navigationState().actions.placeChosen({ view: 'file', fileId: id })}
    >{`Open #${id}`}</Button>
  )
}

/** That a package was removed, has come again, stands in for another one, or is going to. */
export function Removed({ record }: { readonly record: FileRecord }): ReactNode {
  const { removal, replacing, replaces, returns } = record
  if (removal !== null) {
    const { by, at, note, replacedBy } = removal
    const what = replacedBy === null ? 'Removed' : `Replaced by #${replacedBy}`
    return (
      <Banner
        tone="attention"
        testId="file-removed"
        steps={
          <>
            {replacedBy === null ? null : <OpenOther id={replacedBy} />}
            <RemovedSteps record={record} />
          </>
        }
      >
        {what} by {showInvisible(by)}, {formatFullMoment(at)}: {removedWords(removal)}.{' '}
        {note === '' ? null : `Note: ${showInvisible(note)}. `}
        {freeingWords[removal.freeing]}
      </Banner>
    )
  }
  if (replacing !== null) {
    return (
      <Banner
        tone="attention"
        testId="file-replacing"
        steps={<OpenOther id={replacing} />}
      >{`A copy that takes the place of #${replacing} once it is complete. Until then its lines are in no view.`}</Banner>
    )
  }
  if (replaces === null && returns !== null) {
    return (
      <Banner
        tone="attention"
        testId="file-returns"
        steps={<OpenOther id={returns} />}
      >{`It has come again: a package with the very same content was removed as #${returns}. This is a row of its own.`}</Banner>
    )
  }
  if (replaces === null) return null
  return (
    <Banner
      tone="attention"
      testId="file-replaces"
      steps={<OpenOther id={replaces} />}
    >{`Took the place of #${replaces}, which is kept in the history.`}</Banner>
  )
}
