import { afterImportWords, filesWereHere } from '#shared/folderWords'
import type { FolderAnswer } from '#shared/folders'
import { useState, type ReactNode } from 'react'
import { answerFolder } from '../bridge/acts'
import { useSettings } from '../stores/settings/settings'
import { useStation } from '../stores/station/station'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'

const answers: readonly (readonly [FolderAnswer, string, string])[] = [
  ['keep', 'Import and leave', 'They are imported, and stay where they are'],
  ['archive', 'Import and archive', 'They are imported, and then moved to the archive'],
  ['leave', 'Leave them', 'They are not imported; one that changes is'],
]

/** Asks what becomes of the files that lay in the watched folder before it was watched. */
export function FolderQuestion(): ReactNode {
  const files = useStation(({ status }) => {
    const before = status?.watcher.before ?? null
    return before === null || before.answer !== null ? 0 : before.files
  })
  const afterImport = useSettings((s) => s.settings?.afterImport ?? null)
  const [isAnswered, setAnswered] = useState(false)
  if (files === 0) return null
  const [they, them] = files === 1 ? ['it is', 'it'] : ['they are', 'them']
  const choose = (answer: FolderAnswer): void => {
    setAnswered(true)
    void answerFolder(answer).finally(() => setAnswered(false))
  }
  return (
    <Banner
      tone="question"
      testId="folder-question"
      detail={`Until you choose, ${they} left alone. ${afterImport === null ? '' : afterImportWords(afterImport)}`}
      steps={answers.map(([answer, label, tip]) => (
        <Button
          key={answer}
          tip={tip}
          testId={`folder-answer-${answer}`}
          isDisabled={isAnswered}
          onPress={() => choose(answer)}
        >
          {label}
        </Button>
      ))}
    >
      <b>{filesWereHere(files)}</b>, before the folder was watched. What is to become of {them}?
    </Banner>
  )
}
