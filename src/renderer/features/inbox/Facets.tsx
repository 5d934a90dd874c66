import type { InboxFacets } from '#shared/inbox/facets'
import { showInvisible } from '#shared/raw/pieces'
import { lineCodeWords } from '#shared/words'
import { Check } from 'lucide-react'
import { useState, type ReactNode, type Ref } from 'react'
import { GridList, GridListItem, type Selection } from 'react-aria-components/GridList'
import { toggleFacet } from '../../bridge/inboxGroups'
import { facetKey, facetKeys, type FacetName } from '../../stores/inbox/filter'
import { useGroups } from '../../stores/inbox/groups'
import { statusWords } from '../../stores/inbox/words'
import { cx } from '../../ui/cx'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import styles from './Facets.module.css'

interface FacetValue {
  readonly key: string
  readonly value: string | number
  readonly name: string
  readonly lines: number
}

interface Facet {
  readonly facet: FacetName
  readonly title: string
  readonly mono: boolean
  readonly values: readonly FacetValue[]
  /** Values that are not even among those. */
  readonly more: number
}

/** Values that a facet shows before it is unfolded. */
const FEW = 7

function valueOf(facet: FacetName, id: string | number, name: string, lines: number): FacetValue {
  return { key: facetKey(facet, id), value: id, name, lines }
}

function facetsOf({ statuses, codes, fields, types, files }: InboxFacets): Facet[] {
  return [
    {
      facet: 'statuses',
      title: 'Status',
      mono: false,
      // Always in the order in which lines pass through them.
      values: (['open', 'fixed', 'dismissed'] as const).map((status) =>
        valueOf(
          'statuses',
          status,
          statusWords[status].word,
          statuses.values.find((each) => each.value === status)?.lines ?? 0,
        ),
      ),
      more: 0,
    },
    {
      facet: 'codes',
      title: 'What is wrong',
      mono: false,
      values: codes.values.map((each) =>
        valueOf('codes', each.value, lineCodeWords[each.value].title, each.lines),
      ),
      more: codes.more,
    },
    {
      facet: 'fields',
      title: 'Field',
      mono: true,
      values: fields.values.map((each) =>
        valueOf('fields', each.value, each.value === '' ? 'whole line' : each.value, each.lines),
      ),
      more: fields.more,
    },
    {
      facet: 'types',
      title: 'Satellite type',
      mono: false,
      values: types.values.map((each) => valueOf('types', each.value, each.value, each.lines)),
      more: types.more,
    },
    {
      facet: 'fileIds',
      title: 'Package',
      mono: false,
      values: files.values.map((each) =>
        valueOf('fileIds', each.value.fileId, each.value.name, each.lines),
      ),
      more: files.more,
    },
  ]
}

function FacetList({ facet }: { readonly facet: Facet }): ReactNode {
  const [unfolded, setUnfolded] = useState(false)
  const filter = useGroups((s) => s.query.filter)
  const chosen = facetKeys(filter)
  const shown = facet.values.filter(({ key }, i) => unfolded || i < FEW || chosen.has(key))
  const hidden = facet.values.length - shown.length

  function onChange(now: Selection): void {
    if (now === 'all') return
    const changed = facet.values.find(({ key }) => now.has(key) !== chosen.has(key))
    if (changed) toggleFacet(facet.facet, changed.value)
  }

  if (facet.values.length === 0) return null
  return (
    <section data-testid={`facet-${facet.facet}`}>
      <h2 className={styles.title}>{facet.title}</h2>
      <GridList
        aria-label={facet.title}
        className={cx(styles.list)}
        items={shown}
        dependencies={[chosen]}
        selectionMode="multiple"
        selectedKeys={shown.filter(({ key }) => chosen.has(key)).map(({ key }) => key)}
        onSelectionChange={onChange}
        disallowTypeAhead
        escapeKeyBehavior="none"
      >
        {({ key, name, lines }) => (
          <GridListItem
            id={key}
            textValue={`${showInvisible(name)}, ${countOf(lines, 'line')}`}
            className={cx(styles.value, lines === 0 && styles.none)}
          >
            <span className={styles.box} aria-hidden>
              {chosen.has(key) ? <Check size={11} strokeWidth={3} /> : null}
            </span>
            <span className={cx(styles.name, facet.mono && styles.mono)}>
              <Name keepEnd={facet.facet === 'fileIds'} room={18}>
                {name}
              </Name>
            </span>
            <span className={styles.count}>{countText(lines)}</span>
          </GridListItem>
        )}
      </GridList>
      {hidden > 0 ? (
        <button type="button" className={styles.more} onClick={() => setUnfolded(true)}>
          {countText(hidden)} more
        </button>
      ) : facet.more > 0 ? (
        <p className={styles.beyond}>and {countText(facet.more)} with fewer lines</p>
      ) : null}
    </section>
  )
}

/** What the inbox can be narrowed to, each value with the lines that would then be left. */
export function Facets({ part }: { readonly part: Ref<HTMLDivElement> }): ReactNode {
  const facets = useGroups((s) => s.facets)
  return (
    <div
      ref={part}
      className={styles.facets}
      role="group"
      aria-label="Filter"
      // A list that comes back while one narrows it must not take the keys away.
      data-keeps-focus
      aria-busy={facets === null}
    >
      {facets === null
        ? null
        : facetsOf(facets).map((facet) => <FacetList key={facet.facet} facet={facet} />)}
    </div>
  )
}
