import type { KnownType } from '#shared/telemetry/calls'
import { Plus } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import {
  chooseType,
  editDefinition,
  followTypes,
  openDefinitionsFolder,
  removeType,
  retryTypes,
} from '../../bridge/types'
import { copyText } from '../../bridge/acts'
import { typesState, useTypes } from '../../stores/types/types'
import { Button } from '../../ui/Button'
import { countOf } from '../../ui/format'
import { RowGrid } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { Unreadable } from '../../ui/Unreadable'
import { usePageKeys } from '../../ui/usePageKeys'
import { DefinitionEditor } from './DefinitionEditor'
import { newDefinition } from './newDefinition'
import { TypeDetailPane } from './TypeDetailPane'
import styles from './TypesView.module.css'

const ROW_HEIGHT = 52
/** Characters that fit a row. */
const NAME_ROOM = 34

function originWords({ isBuiltIn, file }: KnownType): string {
  if (file === null) return 'built in'
  return isBuiltIn ? 'yours, not the built-in' : 'yours'
}

function TypeRow({ type }: { readonly type: KnownType }): ReactNode {
  return (
    <div role="gridcell" className={styles.row}>
      <span className={styles.name}>
        <Name room={NAME_ROOM}>{type.title}</Name>
      </span>
      <span className={styles.facts}>
        <Name room={NAME_ROOM}>{type.type}</Name>
        <span>{countOf(type.channels, 'channel')}</span>
        <span>{originWords(type)}</span>
      </span>
    </div>
  )
}

function removeChosen(): boolean {
  const { detail } = typesState()
  if (!detail || detail.file === null) return false
  void removeType(detail.type, detail.isBuiltIn)
  return true
}

function editChosen(): boolean {
  const { detail } = typesState()
  if (!detail) return false
  editDefinition(detail.text, detail.text)
  return true
}

function copyChosen(): boolean {
  const { detail } = typesState()
  if (!detail) return false
  copyText(detail.text, 'Definition')
  return true
}

/** What files can be read as: the types that come with the station, and the operator's own. */
export function TypesView(): ReactNode {
  useEffect(() => followTypes(), [])
  const list = useTypes((s) => s.list)
  const failure = useTypes((s) => s.failure)
  const chosen = useTypes((s) => s.chosen)
  const isEditing = useTypes((s) => s.draft !== null)
  usePageKeys((key) => {
    if (isEditing) return false
    if (key === 'e') return editChosen()
    if (key === 'c' || key === 'C') return copyChosen()
    if (key === 'Delete') return removeChosen()
    if (key === 'O') {
      void openDefinitionsFolder()
      return true
    }
    return false
  })
  if (failure !== null && list === null) {
    return <Unreadable title="The types could not be read" reason={failure} onRetry={retryTypes} />
  }
  if (list === null) return <div className={styles.view} aria-busy />
  const { types } = list
  const place = types.findIndex(({ type }) => type === chosen)
  return (
    <div className={styles.view} data-testid="types-view">
      <div className={styles.list}>
        <div className={styles.bar}>
          <h2>{countOf(types.length, 'type')}</h2>
          <Button
            icon={<Plus size={15} aria-hidden />}
            tip="Write a definition, or drop its file on this view"
            onPress={() => editDefinition(newDefinition, '')}
          >
            New
          </Button>
        </div>
        <RowGrid
          label="Satellite types"
          testId="type-list"
          count={types.length}
          rowHeight={ROW_HEIGHT}
          columnCount={1}
          active={place === -1 ? null : place}
          onActive={(index) => {
            const type = types[index]
            if (type !== undefined) chooseType(type.type)
          }}
          onOpen={() => void editChosen()}
          renderRow={(index) => {
            const type = types[index]
            return type === undefined ? null : <TypeRow type={type} />
          }}
        />
      </div>
      <div className={styles.detail}>{isEditing ? <DefinitionEditor /> : <TypeDetailPane />}</div>
    </div>
  )
}
