const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
const otherSigns: Readonly<Record<string, string>> = { Mod: 'Ctrl' }

/**
 * Keys as they are printed on this keyboard. `keys` is written 'Mod+K' for keys held together and
 * 'G Q' for one after the other; Mod is Ctrl, or Command on a Mac.
 */
export function keySigns(keys: string, mac: boolean): string[][] {
  const signs = mac ? macSigns : otherSigns
  return keys.split(' ').map((together) => together.split('+').map((key) => signs[key] ?? key))
}

/** The same in one string, for tooltips: 'Ctrl+K', 'G then Q'. */
export function keyText(keys: string, mac: boolean): string {
  return keySigns(keys, mac)
    .map((together) => together.join(mac ? '' : '+'))
    .join(' then ')
}
