import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
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

interface PaletteProps {
  readonly commands: readonly Command[]
  readonly onClose: () => void
}

/** Everything that can be done from anywhere, found by typing. */
export function Palette({ commands, onClose }: PaletteProps): ReactNode {
  const { contains } = useFilter({ sensitivity: 'base' })
  const groups = [...Map.groupBy(commands, (command) => command.group)].map(([name, items]) => ({
    name,
    items,
  }))
  return (
    <Dialog label="Commands" onClose={onClose}>
      <Autocomplete filter={contains}>
        <SearchField className={cx(styles.search)} aria-label="Find a command or file" autoFocus>
          <Search size={16} aria-hidden />
          <Input className={cx(styles.input)} placeholder="Find a command or file" />
        </SearchField>
        {/* While the field has the keys no command is in the tab order; what is scrolled has to be. */}
        <div className={styles.list} tabIndex={0} role="group" aria-label="All commands">
          <Menu
            className={cx(styles.menu)}
            aria-label="Commands"
            items={groups}
            renderEmptyState={() => <div className={styles.none}>Nothing is called that.</div>}
            onAction={(id) => {
              onClose()
              commands.find((command) => command.id === id)?.run()
            }}
          >
            {(group) => (
              <MenuSection id={group.name}>
                <Header className={cx(styles.group)}>{group.name}</Header>
                <Collection items={group.items}>
                  {(command) => (
                    <MenuItem id={command.id} textValue={command.title} className={cx(styles.item)}>
                      <span className={styles.title}>
                        <Name>{command.title}</Name>
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
