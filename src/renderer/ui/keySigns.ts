const arrows = { ArrowLeft: '←', ArrowRight: '→' } as const
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', ...arrows }
const otherSigns: Readonly<Record<string, string>> = { Mod: 'Ctrl', ...arrows }

/** The keys that are held together. A plus that nothing stands before is the key itself. */
function parts(together: string): string[] {
  return together.split(/(?<=.)\+/)
}

/**
 * Keys as they are printed on this keyboard. `keys` is written 'Mod+K' for keys held together and
 * 'G Q' for one after the other; Mod is Ctrl, or Command on a Mac.
 */
export function keySigns(keys: string, mac: boolean): string[][] {
  const signs = mac ? macSigns : otherSigns
  return keys.split(' ').map((together) => parts(together).map((key) => signs[key] ?? key))
}

/** The same in one string, for tooltips: 'Ctrl+K', 'G then Q'. */
export function keyText(keys: string, mac: boolean): string {
  return keySigns(keys, mac)
    .map((together) => together.join(mac ? '' : '+'))
    .join(' then ')
}
