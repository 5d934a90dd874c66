/**
 * An entry by which a Linux desktop starts a program at login (freedesktop.org's Desktop
 * Application Autostart). Where the program is no more, it does nothing.
 */
export function autostartEntry(
  name: string,
  [program, ...args]: readonly [string, ...string[]],
): string {
  return `[Desktop Entry]
Type=Application
Name=${name}
Icon=downlink
TryExec=${valueText(program)}
Exec=${[program, ...args].map((argument) => valueText(quoted(argument))).join(' ')}
Terminal=false
X-GNOME-Autostart-enabled=true
`
}

/** Whether an entry starts its program: desktops switch off what they don't remove. */
export function isAutostart(text: string): boolean {
  return (
    /^Exec=./m.test(text) &&
    !/^Hidden=true$/m.test(text) &&
    !/^X-GNOME-Autostart-enabled=false$/m.test(text)
  )
}

/** An argument of a command; a % begins a code there. */
function quoted(argument: string): string {
  return `"${argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`
}

/** What any value of such a file is written as. */
function valueText(text: string): string {
  return text.replaceAll('\\', '\\\\')
}
