import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { PYTHON } from '../../helpers/needs'
import { until } from '../../helpers/station'

/** A call that a desktop got from the program. */
const Call = z.object({ call: z.string() })

/** A notification that was shown; `icon`: whether it has a picture. */
const Shown = z.object({
  call: z.literal('Notify'),
  id: z.int(),
  program: z.string(),
  title: z.string(),
  body: z.string(),
  icon: z.boolean(),
})
type Shown = z.infer<typeof Shown>

/** What a desktop says of what a person did there. */
const Answer = z.union([z.object({ answer: z.unknown() }), z.object({ error: z.string() })])
type Answer = z.infer<typeof Answer>

/** A session bus of its own with a desktop on it. */
export interface Desktop {
  /** What a program needs to be on that desktop. */
  readonly env: Readonly<Record<string, string>>
  /** When it got the calls of this name, by this process's clock. */
  calls(name: string): readonly number[]
  notifications(): readonly Shown[]
  /** The lines of the tray's menu. */
  menu(): Promise<string[]>
  choose(label: string): Promise<void>
  tooltip(): Promise<string>
  /** The icon in the tray; another picture is another value. */
  icon(): Promise<unknown>
  clickNotification(id: number): Promise<void>
  takeTrayAway(): Promise<void>
  stop(): Promise<void>
}

/** @param folder in which the bus has its socket */
export async function startDesktop(folder: string): Promise<Desktop> {
  const here = import.meta.dirname
  const bus = [
    '--nofork',
    '--print-address',
    `--config-file=${join(here, 'bus.conf')}`,
    `--address=unix:dir=${folder}`,
  ]
  const daemon = spawn('dbus-daemon', bus, { stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await Promise.race([
    once(createInterface(daemon.stdout), 'line').then(([line]) => String(line)),
    once(daemon, 'exit').then(() => Promise.reject(new Error('The bus did not start.'))),
  ])
  const env = { DBUS_SESSION_BUS_ADDRESS: address, XDG_CURRENT_DESKTOP: 'GNOME' }
  const desktop = spawn(PYTHON, [join(here, 'desktop.py')], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const calls: { name: string; atMs: number }[] = []
  const shown: Shown[] = []
  const answers: ((answer: Answer) => void)[] = []
  createInterface(desktop.stdout).on('line', (text) => {
    const line: unknown = JSON.parse(text)
    const call = Call.safeParse(line)
    if (!call.success) answers.shift()?.(Answer.parse(line))
    else calls.push({ name: call.data.call, atMs: performance.now() })
    if (call.data?.call === 'Notify') shown.push(Shown.parse(line))
  })
  const act = async (name: string, ...given: unknown[]): Promise<unknown> => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    answers.push(resolve)
    desktop.stdin.write(`${JSON.stringify({ act: name, with: given })}\n`)
    const said = await promise
    if ('error' in said) throw new Error(`${name}: ${said.error}`)
    return said.answer
  }
  const named = (name: string): readonly number[] =>
    calls.filter((call) => call.name === name).map(({ atMs }) => atMs)
  await until('a desktop on the bus', () => named('ready').length > 0)
  return {
    env,
    calls: named,
    notifications: () => shown,
    menu: async () => z.array(z.string()).parse(await act('menu')),
    choose: async (label) => void (await act('choose', label)),
    tooltip: async () => String(await act('tooltip')),
    icon: () => act('icon'),
    clickNotification: async (id) => void (await act('click', id)),
    takeTrayAway: async () => void (await act('take the tray away')),
    async stop() {
      const ended = Promise.all([once(desktop, 'exit'), once(daemon, 'exit')])
      desktop.stdin.end()
      daemon.kill()
      await ended
    },
  }
}
