import { showInvisible } from '#shared/raw/pieces'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { findFiles } from '../../bridge/findFiles'
import { navigationState } from '../../stores/navigation/navigation'
import { flushSync } from 'react-dom'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Collection } from 'react-aria-components/Collection'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { SearchField } from 'react-aria-components/SearchField'
import type { Command } from '../../ui/command'
import { cx } from '../../ui/cx'
import { Dialog } from '../../ui/Dialog'
import { Keys } from '../../ui/Keys'
import { Name } from '../../ui/Name'
import styles from './Palette.module.css'

/** Whoever types on has not typed all of it yet. */
const TYPING_MS = 120
/** Characters that fit a row. */
const TITLE_ROOM = 64

interface PaletteProps {
  readonly commands: readonly Command[]
  readonly onClose: () => void
}

const PACKAGES = 'Packages'

/** Packages by their name, asked of the database a moment after the last letter. */
function usePackages(text: string): readonly Command[] {
  const [found, setFound] = useState<readonly Command[]>([])
  useEffect(() => {
    let over = false
    const timer = setTimeout(async () => {
      const files = await findFiles(text)
      if (over) return
      const { placeChosen } = navigationState().actions
      setFound(
        files.map(({ id, name }) => ({
          id: `package-${id}`,
          title: `${showInvisible(name)}  #${id}`,
          group: PACKAGES,
          keys: null,
          run: () => placeChosen({ view: 'file', fileId: id }),
        })),
      )
    }, TYPING_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text])
  return found
}

/** Everything that can be done from here, and every package, found by typing. */
export function Palette({ commands, onClose }: PaletteProps): ReactNode {
  const { contains } = useFilter({ sensitivity: 'base' })
  const [text, setText] = useState('')
  const packages = usePackages(text)
  const all = useMemo(() => [...commands, ...packages], [commands, packages])
  const groups = [...Map.groupBy(all, (command) => command.group)].map(([name, items]) => ({
    name,
    items,
  }))
  const found = new Set<unknown>(packages.map(({ id }) => id))
  return (
    <Dialog label="Commands" onClose={onClose}>
      <Autocomplete
        inputValue={text}
        onInputChange={setText}
        // The database has found the packages already.
        filter={(title, typed, node) => found.has(node.key) || contains(title, typed)}
      >
        <SearchField className={cx(styles.search)} aria-label="Find a command or package" autoFocus>
          <Search size={16} aria-hidden />
          <Input className={cx(styles.input)} placeholder="Find a command or package" />
        </SearchField>
        {/* While the field has the keys no command is in the tab order; what is scrolled has to be. */}
        <div className={styles.list} tabIndex={0} role="group" aria-label="All commands">
          <Menu
            className={cx(styles.menu)}
            aria-label="Commands"
            items={groups}
            renderEmptyState={() => <div className={styles.none}>Nothing is called that.</div>}
            onAction={(id) => {
              // It must be gone before a command gives the focus away.
              flushSync(onClose)
              all.find((command) => command.id === id)?.run()
            }}
          >
            {(group) => (
              <MenuSection id={group.name}>
                <Header className={cx(styles.group)}>{group.name}</Header>
                <Collection items={group.items}>
                  {(command) => (
                    <MenuItem id={command.id} textValue={command.title} className={cx(styles.item)}>
                      <span className={styles.title}>
                        <Name keepEnd={command.group === PACKAGES} room={TITLE_ROOM}>
                          {command.title}
                        </Name>
                      </span>
                      {command.keys === null ? null : <Keys keys={command.keys} />}
                    </MenuItem>
                  )}
                </Collection>
              </MenuSection>
            )}
          </Menu>
        </div>
      </Autocomplete>
    </Dialog>
  )
}
