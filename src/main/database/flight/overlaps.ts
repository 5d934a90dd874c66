import type { CoveredPackage, Overlap, Stretch } from '#shared/flight/coverage'

/** The time that at least one of some stretches has; two that are no gap apart become one. */
export function unionOf(stretches: readonly Stretch[], gapUs: number): Stretch[] {
  const union: { fromUs: number; toUs: number }[] = []
  for (const { fromUs, toUs } of stretches.toSorted((a, b) => a.fromUs - b.fromUs)) {
    const last = union.at(-1)
    if (last !== undefined && fromUs - last.toUs <= gapUs) last.toUs = Math.max(last.toUs, toUs)
    else union.push({ fromUs, toUs })
  }
  return union
}

/** The beginning or the end of a stretch of one package. */
interface Border {
  readonly atUs: number
  readonly isStart: boolean
  readonly fileId: number
}

/** The time that more than one package has, with all packages that have some of it; ascending. */
export function overlapsOf(
  packages: readonly Pick<CoveredPackage, 'fileId' | 'stretches'>[],
): Overlap[] {
  const borders: Border[] = packages
    .flatMap(({ fileId, stretches }) =>
      stretches.flatMap(({ fromUs, toUs }) => [
        { atUs: fromUs, isStart: true, fileId },
        { atUs: toUs, isStart: false, fileId },
      ]),
    )
    // Both ends are records: of one moment, what begins does so before something else ends.
    .toSorted((a, b) => a.atUs - b.atUs || Number(b.isStart) - Number(a.isStart))
  const overlaps: Overlap[] = []
  const open = new Set<number>()
  let current: { fromUs: number; fileIds: Set<number> } | null = null
  for (const { atUs, isStart, fileId } of borders) {
    if (isStart) {
      open.add(fileId)
      if (open.size < 2) continue
      current ??= { fromUs: atUs, fileIds: new Set(open) }
      current.fileIds.add(fileId)
      continue
    }
    open.delete(fileId)
    if (open.size >= 2 || current === null) continue
    const fileIds = [...current.fileIds].toSorted((a, b) => a - b)
    overlaps.push({ fromUs: current.fromUs, toUs: atUs, fileIds })
    current = null
  }
  return overlaps
}
