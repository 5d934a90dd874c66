import { afterImportWords, filesWereHere } from '#shared/folderWords'
import type { FolderAnswer } from '#shared/folders'
import { showInvisible } from '#shared/raw/pieces'
import { useState, type ReactNode } from 'react'
import { answerFolder } from '../bridge/acts'
import { useSettings } from '../stores/settings/settings'
import { useStation } from '../stores/station/station'
import { askedFolder } from '../stores/station/watched'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'

const answers: readonly (readonly [FolderAnswer, string, string])[] = [
  ['keep', 'Import and leave', 'They are imported, and stay where they are'],
  ['archive', 'Import and archive', 'They are imported, and then moved to the archive'],
  ['leave', 'Leave them', 'They are not imported; one that changes is'],
]

/** Asks what becomes of the files that lay in a watched folder before it was watched. */
export function FolderQuestion(): ReactNode {
  const folder = useStation(({ status }) => askedFolder(status)?.folder ?? null)
  const files = useStation(({ status }) => askedFolder(status)?.files ?? 0)
  const watched = useSettings((s) => s.settings?.folders ?? null)
  const [isAnswered, setAnswered] = useState(false)
  if (folder === null) return null
  const afterImport = watched?.find(({ path }) => path === folder)?.afterImport ?? null
  const isOne = watched?.length === 1
  const [they, them] = files === 1 ? ['it is', 'it'] : ['they are', 'them']
  const choose = (answer: FolderAnswer): void => {
    setAnswered(true)
    void answerFolder(folder, answer).finally(() => setAnswered(false))
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
      <b>{filesWereHere(files)}</b>, before {isOne ? 'the folder' : showInvisible(folder)} was
      watched. What is to become of {them}?
    </Banner>
  )
}
