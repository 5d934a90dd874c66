import { textFormat } from '#shared/formats/formats'
import type { TypeDetail, TypeRevision } from '#shared/telemetry/calls'
import type { Channel } from '#shared/telemetry/channel'
import type { Definition } from '#shared/telemetry/definition'
import { sourcePath } from '#shared/telemetry/sourcePath'
import { timeSources } from '#shared/telemetry/timeSources'
import { Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { editDefinition, removeType } from '../../bridge/types'
import { useTypes } from '../../stores/types/types'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { countOf, formatFullMoment } from '../../ui/format'
import { Name } from '../../ui/Name'
import { TableHead } from '../../ui/TableHead'
import styles from './TypesView.module.css'

function Channels({ definition }: { readonly definition: Definition }): ReactNode {
  return (
    <section className={styles.section} aria-label="Channels">
      <h3>{countOf(definition.channels.length, 'channel')}</h3>
      <table className={styles.table}>
        <TableHead columns={['Channel', 'From', 'Kind', 'Unit', 'Group', 'Role']} />
        <tbody>
          {definition.channels.map((channel) => (
            <ChannelRow key={channel.name} channel={channel} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ChannelRow({ channel }: { readonly channel: Channel }): ReactNode {
  const { name, label, from, kind, group = '', required } = channel
  const isNumber = channel.kind === 'number'
  return (
    <tr>
      <th scope="row">
        <Name>{label ?? name}</Name>
        {label === undefined ? null : (
          <span className={styles.quiet}>
            <Name>{name}</Name>
          </span>
        )}
      </th>
      <td>
        <Name>{sourcePath(from)}</Name>
      </td>
      <td>{required ? `${kind}, required` : kind}</td>
      <td>{isNumber ? (channel.unit ?? '') : ''}</td>
      <td>
        <Name>{group}</Name>
      </td>
      <td>{isNumber ? (channel.role ?? '') : ''}</td>
    </tr>
  )
}

/** How files are written and known, in a few words. */
function Facts({ definition }: { readonly definition: Definition }): ReactNode {
  const { file, time, recognise } = definition
  const signs = [
    ...Object.entries(recognise?.header ?? {}).map(([key, value]) => `${key} is ${String(value)}`),
    ...(recognise?.columns === undefined ? [] : [`columns ${recognise.columns.join(', ')}`]),
    ...(recognise?.keys === undefined ? [] : [`keys ${recognise.keys.join(', ')}`]),
    ...(recognise?.name === undefined ? [] : [`name ${recognise.name.join(' or ')}`]),
  ]
  return (
    <dl className={styles.factList}>
      <dt>Written as</dt>
      <dd>{textFormat(file).words(file)}</dd>
      <dt>Known by</dt>
      <dd>
        {signs.length === 0 ? 'nothing: somebody has to say it' : <Name>{signs.join('; ')}</Name>}
      </dd>
      <dt>Time</dt>
      <dd>
        {time.form} from <Name>{timeSources(time).map(sourcePath).join(' and ')}</Name>
      </dd>
    </dl>
  )
}

function Revision({
  revision,
  isInUse,
  current,
}: {
  readonly revision: TypeRevision
  readonly isInUse: boolean
  readonly current: string
}): ReactNode {
  const { revision: number, addedBy, addedAt, packages, changes, text } = revision
  return (
    <li className={styles.revision}>
      <div className={styles.revisionHead}>
        <b>Revision {number}</b>
        <span className={styles.quiet}>
          {formatFullMoment(addedAt)} by {addedBy}, {countOf(packages, 'package')}
        </span>
        {isInUse ? null : (
          <Button kind="quiet" onPress={() => editDefinition(text, current)}>
            Go back to this…
          </Button>
        )}
      </div>
      {changes.map((change) => (
        <p key={change} className={styles.change}>
          {change}
        </p>
      ))}
    </li>
  )
}

function Revisions({ detail }: { readonly detail: TypeDetail }): ReactNode {
  const { revisions, text } = detail
  return (
    <section className={styles.section} aria-label="Revisions">
      <h3>{revisions.length === 0 ? 'No package was read as this type yet' : 'Revisions'}</h3>
      <ol className={styles.revisions}>
        {revisions.map((revision, i) => (
          <Revision key={revision.revision} revision={revision} isInUse={i === 0} current={text} />
        ))}
      </ol>
    </section>
  )
}

/** One type: what it reads, its channels, and every revision that packages were read with. */
export function TypeDetailPane(): ReactNode {
  const detail = useTypes((s) => s.detail)
  if (detail === null) {
    return <Blank title="This type is no longer known">Its file was removed.</Blank>
  }
  if (detail === undefined) return <div aria-busy />
  const { type, title, file, isBuiltIn, packages, text, definition } = detail
  return (
    <div className={styles.pane} data-testid="type-detail">
      <header className={styles.header}>
        <div className={styles.title}>
          <h2>
            <Name>{title}</Name>
          </h2>
          <span className={styles.quiet}>
            {type}, {countOf(packages, 'package')}
          </span>
        </div>
        {file === null ? null : (
          <Button
            kind="quiet"
            keys="Delete"
            icon={<Trash2 size={15} aria-hidden />}
            onPress={() => void removeType(type, isBuiltIn)}
          >
            {isBuiltIn ? 'Use the built-in one' : 'Remove'}
          </Button>
        )}
        <Button
          keys="E"
          icon={<Pencil size={15} aria-hidden />}
          onPress={() => editDefinition(text, text)}
        >
          Edit
        </Button>
      </header>
      <div className={styles.body} tabIndex={0} role="region" aria-label={title}>
        {file === null ? null : (
          <p className={styles.path}>
            <Name>{file}</Name>
          </p>
        )}
        <Facts definition={definition} />
        <Channels definition={definition} />
        <Revisions detail={detail} />
      </div>
    </div>
  )
}
