import type { CellGroup } from '#shared/inbox/cellErrors'
import { cellsState } from '../stores/inbox/cells'
import { heed } from './heed'
import { onBadLinesMoved } from './inboxWatch'
import { createRefresher } from './refresher'
import { ask } from './station'

const REFRESH_MS = 500
/** So many cells of a group are listed. */
export const LISTED_CELLS = 200

const groups = createRefresher(async () => {
  const reply = await ask('cells:groups', undefined)
  heed(reply, (found) => cellsState().actions.groupsReceived(found))
  const { open } = cellsState()
  if (open !== null) await loadCells(open)
}, REFRESH_MS)

async function loadCells(group: CellGroup): Promise<void> {
  const { satelliteType, channel, code } = group
  const reply = await ask('cells:page', {
    group: { satelliteType, channel, code },
    offset: 0,
    limit: LISTED_CELLS,
  })
  heed(reply, (cells) => cellsState().actions.cellsReceived(group, cells))
}

/** Keeps them in step while they are on the screen; returns the function that ends it. */
export function followCells(): () => void {
  groups.ask()
  return onBadLinesMoved(() => groups.ask())
}

/** Loads them again after a mend or an undo. */
export function refreshCells(): void {
  groups.ask()
}

/** Lists the cells of a group, or no more. */
export function chooseCellGroup(group: CellGroup): void {
  const { actions } = cellsState()
  actions.groupChosen(group)
  if (cellsState().open === group) void loadCells(group)
}
