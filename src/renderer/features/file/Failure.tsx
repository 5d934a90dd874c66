import type { FileRecord } from '#shared/files'
import type { ReactNode } from 'react'
import { actOnFile } from '../../bridge/acts'
import { failureWords } from '../../stores/files/words'
import { navigationState } from '../../stores/navigation/navigation'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'

/** Why a file was not imported, or of which one it is the same, with the next step. */
export function Failure({ record }: { readonly record: FileRecord }): ReactNode {
  const failure = failureWords(record)
  if (record.status === 'failed' && failure !== null) {
    return (
      <Banner
        tone="bad"
        testId="file-failure"
        steps={<Button onPress={() => void actOnFile(record, 'retry')}>Retry</Button>}
      >
        {failure.what} {failure.next}
      </Banner>
    )
  }
  const { duplicateOf } = record
  if (record.status === 'duplicate' && duplicateOf !== null) {
    return (
      <Banner
        tone="attention"
        testId="file-duplicate"
        steps={
          <Button
            onPress={() =>
              navigationState().actions.placeChosen({ view: 'file', fileId: duplicateOf })
            }
          >
            Open #{duplicateOf}
          </Button>
        }
      >
        Already imported as #{duplicateOf}: the content is the same, so nothing was stored again.
      </Banner>
    )
  }
  return null
}
