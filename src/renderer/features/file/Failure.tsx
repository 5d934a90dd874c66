import type { FileRecord } from '#shared/files'
import { restWords } from '#shared/waiting'
import type { ReactNode } from 'react'
import { actOnFile } from '../../bridge/acts'
import { failureWords } from '../../stores/files/words'
import { navigationState } from '../../stores/navigation/navigation'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'

/** Why a file was not imported, what it waits for, or of which one it is the same, with the next step. */
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
  if (record.waiting !== null) {
    return (
      <Banner
        tone="waiting"
        testId="file-waiting"
        steps={
          <Button keys="A" onPress={() => void actOnFile(record, 'take')}>
            Take it as it is
          </Button>
        }
      >
        Waits for the {restWords(record.waiting)} UTC. When it comes, reading goes on from there;
        else that line is taken for what it is, and the file is archived.
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
