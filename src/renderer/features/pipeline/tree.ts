import type { ComponentStatus } from '#shared/status'

export interface TreeRow {
  readonly component: ComponentStatus
  /** 0 for the root. */
  readonly depth: number
}

/**
 * Components in the order in which a tree is read. One whose parent is not known stands at the top,
 * so that none is ever left out.
 */
export function treeRows(components: readonly ComponentStatus[]): TreeRow[] {
  const known = new Set(components.map((c) => c.id))
  const children = Map.groupBy(components, (c) =>
    c.parent !== null && known.has(c.parent) ? c.parent : null,
  )
  const rows: TreeRow[] = []
  const placed = new Set<string>()
  const place = (parent: string | null, depth: number): void => {
    for (const component of children.get(parent) ?? []) {
      if (placed.has(component.id)) continue
      placed.add(component.id)
      rows.push({ component, depth })
      place(component.id, depth + 1)
    }
  }
  place(null, 0)
  for (const component of components) {
    if (!placed.has(component.id)) rows.push({ component, depth: 0 })
  }
  return rows
}
