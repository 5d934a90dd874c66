import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const config: IConfiguration = createRequire(import.meta.url)(
  join(project, '.dependency-cruiser.cjs'),
)

/** One file per layer that a breach may reach for. */
const innocent = [
  'src/shared/words.ts',
  'src/shared/formats/delimited/rows.ts',
  'src/main/window/window.ts',
  'src/main/desktop/tray.ts',
  'src/main/ipc/door.ts',
  'src/main/record/chunk.ts',
  'src/main/ingest/queue.ts',
  'src/main/ingest/reader/scan.ts',
  'src/main/ingest/reader/formats/delimited/table.ts',
  'src/main/ingest/staging/stage.ts',
  'src/main/ingest/persister/persist.ts',
  'src/main/database/connection/open.ts',
  'src/main/database/handles.ts',
  'src/main/workers/thread.ts',
  'src/preload/index.ts',
  'src/renderer/stores/files.ts',
  'src/renderer/features/queue/list.ts',
  'src/renderer/features/file/page.ts',
  'src/renderer/bridge/acts.ts',
  'src/renderer/app/commands.ts',
  'src/renderer/ui/button.ts',
  'src/cli/run.ts',
  'test/helper.ts',
]

/** Every way to name another module but one: see the last test. */
const ways: Record<string, (target: string) => string> = {
  static: (target) => `import { it } from '${target}'\nexport const use = it\n`,
  'for its effect': (target) => `import '${target}'\n`,
  're-export': (target) => `export * from '${target}'\n`,
  'type-only': (target) => `import type { It } from '${target}'\nexport type Use = It\n`,
  dynamic: (target) => `export const use = () => import('${target}')\n`,
}

interface Breach {
  readonly rule: string
  /** The folder whose file imports `target`. */
  readonly from: string
  readonly target: string
}

const breaches: readonly Breach[] = [
  { rule: 'shared-is-pure', from: 'src/shared', target: '../main/record/chunk' },
  { rule: 'shared-is-pure', from: 'src/shared', target: 'electron' },
  { rule: 'shared-is-pure', from: 'src/shared', target: 'node:fs' },
  { rule: 'shared-is-pure', from: 'src/shared', target: 'react' },
  { rule: 'engine-without-electron', from: 'src/main/ingest', target: 'electron' },
  { rule: 'engine-without-electron', from: 'src/main/database', target: 'electron' },
  { rule: 'engine-without-electron', from: 'src/main/workers', target: 'electron' },
  { rule: 'engine-without-shell', from: 'src/main/ingest', target: '../window/window' },
  { rule: 'engine-without-shell', from: 'src/main/ingest', target: '../desktop/tray' },
  { rule: 'engine-without-shell', from: 'src/main/database', target: '../ipc/door' },
  { rule: 'workers-know-no-domain', from: 'src/main/workers', target: '../record/chunk' },
  { rule: 'workers-know-no-domain', from: 'src/main/workers', target: '#shared/words' },
  { rule: 'record-is-below', from: 'src/main/record', target: '../ingest/queue' },
  { rule: 'record-is-below', from: 'src/main/record', target: '../database/connection/open' },
  {
    rule: 'formats-stand-apart',
    from: 'src/main/ingest/reader/formats/ndjson',
    target: '../delimited/table',
  },
  {
    rule: 'formats-stand-apart',
    from: 'src/main/ingest/reader/formats/ndjson',
    target: '../../../queue',
  },
  {
    rule: 'formats-stand-apart',
    from: 'src/main/ingest/reader/formats/ndjson',
    target: '#shared/formats/delimited/rows',
  },
  { rule: 'formats-stand-apart', from: 'src/shared/formats/ndjson', target: '../delimited/rows' },
  {
    rule: 'formats-by-their-table',
    from: 'src/renderer/bridge',
    target: '#shared/formats/delimited/rows',
  },
  { rule: 'database-without-ingest', from: 'src/main/database', target: '../ingest/queue' },
  {
    rule: 'migrations-stand-still',
    from: 'src/main/database/migrations',
    target: '../../record/chunk',
  },
  {
    rule: 'migrations-stand-still',
    from: 'src/main/database/migrations',
    target: '../connection/open',
  },
  { rule: 'main-without-ui', from: 'src/main/window', target: '../../renderer/ui/button' },
  { rule: 'main-without-ui', from: 'src/main/ipc', target: '../../preload/index' },
  { rule: 'main-without-ui', from: 'src/main/ingest', target: '../../cli/run' },
  { rule: 'preload-is-a-door', from: 'src/preload', target: '../main/ingest/queue' },
  { rule: 'preload-is-a-door', from: 'src/preload', target: 'node:fs' },
  {
    rule: 'renderer-stays-out',
    from: 'src/renderer/features/file',
    target: '../../../main/ipc/door',
  },
  { rule: 'renderer-stays-out', from: 'src/renderer/stores', target: '../../preload/index' },
  { rule: 'renderer-stays-out', from: 'src/renderer/features/file', target: 'electron' },
  { rule: 'renderer-without-node', from: 'src/renderer/features/file', target: 'node:path' },
  { rule: 'ui-knows-no-feature', from: 'src/renderer/ui', target: '../features/queue/list' },
  { rule: 'ui-knows-no-feature', from: 'src/renderer/ui', target: '../stores/files' },
  { rule: 'ui-knows-no-feature', from: 'src/renderer/ui', target: '../bridge/acts' },
  { rule: 'ui-knows-no-feature', from: 'src/renderer/ui', target: '../app/commands' },
  { rule: 'stores-hold-only', from: 'src/renderer/stores', target: '../bridge/acts' },
  { rule: 'stores-hold-only', from: 'src/renderer/stores', target: '../features/queue/list' },
  { rule: 'features-stand-apart', from: 'src/renderer/features/file', target: '../queue/list' },
  {
    rule: 'features-stand-apart',
    from: 'src/renderer/features/queue',
    target: '../../app/commands',
  },
  { rule: 'terminal-without-window', from: 'src/cli', target: '../main/window/window' },
  { rule: 'terminal-without-window', from: 'src/cli', target: 'electron' },
  { rule: 'stages-stand-apart', from: 'src/main/ingest/reader', target: '../persister/persist' },
  { rule: 'stages-stand-apart', from: 'src/main/ingest/staging', target: '../reader/scan' },
  { rule: 'stages-stand-apart', from: 'src/main/ingest/persister', target: '../staging/stage' },
  { rule: 'shipped-needs-dependencies', from: 'src/main/ingest', target: 'react' },
  { rule: 'source-without-tests', from: 'src/main/ingest', target: '../../../test/helper' },
  { rule: 'resolvable', from: 'src/main/ingest', target: './nowhere' },
]

/** What the layers are made for; none of it may be rejected. */
const allowed: ReadonlyArray<Omit<Breach, 'rule'>> = [
  { from: 'src/shared', target: 'zod' },
  { from: 'src/main/ingest/reader', target: '../../record/chunk' },
  { from: 'src/main/database', target: '../record/chunk' },
  { from: 'src/main/ingest/parsers', target: '../reader/scan' },
  { from: 'src/main/database', target: 'better-sqlite3' },
  { from: 'src/main/database', target: 'node:fs' },
  { from: 'src/main/database/migrations', target: '../handles' },
  { from: 'src/main/window', target: 'electron' },
  { from: 'src/main/window', target: '../ingest/queue' },
  { from: 'src/preload', target: 'electron' },
  { from: 'src/preload', target: '#shared/words' },
  { from: 'src/renderer/features/file', target: './page' },
  { from: 'src/renderer/features/file', target: '../../ui/button' },
  { from: 'src/renderer/features/file', target: '../../stores/files' },
  { from: 'src/renderer/features/file', target: '../../bridge/acts' },
  { from: 'src/renderer/features/file', target: 'react' },
  { from: 'src/renderer/app', target: '../features/queue/list' },
  { from: 'src/cli', target: '../main/ingest/queue' },
]

const tree = mkdtempSync(join(tmpdir(), 'downlink-layers-'))
const planted = new Map<string, string>()
let result: ICruiseResult

function write(path: string, text: string) {
  mkdirSync(join(tree, dirname(path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

function plant(from: string, target: string, way: string): string {
  const key = `${from} -> ${target} (${way})`
  const known = planted.get(key)
  if (known) return known
  const path = `${from}/planted${planted.size}.ts`
  write(path, ways[way]?.(target) ?? '')
  planted.set(key, path)
  return path
}

function rulesBrokenBy(path: string): string[] {
  return result.summary.violations
    .filter((violation) => violation.from === path)
    .map((violation) => violation.rule.name)
}

const cases = breaches.flatMap((breach) =>
  Object.keys(ways).map((way) => ({
    ...breach,
    way,
    path: plant(breach.from, breach.target, way),
  })),
)
const allowedCases = allowed.flatMap((each) =>
  Object.keys(ways).map((way) => ({ ...each, way, path: plant(each.from, each.target, way) })),
)

beforeAll(async () => {
  for (const path of innocent) write(path, 'export const it = 1\nexport type It = number\n')
  write('src/main/ingest/roundA.ts', `import type { It } from './roundB'\nexport type Use = It\n`)
  write('src/main/ingest/roundB.ts', `import type { Use } from './roundA'\nexport type It = Use\n`)
  cpSync(join(project, 'package.json'), join(tree, 'package.json'))
  symlinkSync(join(project, 'node_modules'), join(tree, 'node_modules'), 'junction')
  const { output } = await cruise(['src'], {
    ...config.options,
    ruleSet: { forbidden: config.forbidden ?? [] },
    validate: true,
    baseDir: tree,
  })
  if (typeof output === 'string') throw new TypeError('expected a result, not a report')
  result = output
}, 60_000)

afterAll(() => {
  rmSync(tree, { recursive: true, force: true })
})

describe('layer rules', () => {
  it.each(cases)('$rule: $from may not import $target ($way)', ({ rule, path }) => {
    expect(rulesBrokenBy(path)).toContain(rule)
  })

  it.each(allowedCases)('$from may import $target ($way)', ({ path }) => {
    expect(rulesBrokenBy(path)).toEqual([])
  })

  it('no-cycles: two files may not import each other, not even for types', () => {
    expect(rulesBrokenBy('src/main/ingest/roundA.ts')).toContain('no-cycles')
  })

  it('leaves an inline type import to the linter, which rejects it', () => {
    const path = join(tree, 'inline.ts')
    writeFileSync(path, `export type Use = import('electron').App\n`)
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(project, 'node_modules/oxlint/bin/oxlint'), '-c', '.oxlintrc.json', path],
      { cwd: project, encoding: 'utf8' },
    )
    expect(stdout).toContain('consistent-type-imports')
    expect(status).toBe(1)
  })

  it('plants a breach of every rule', () => {
    const tried = new Set([...breaches.map(({ rule }) => rule), 'no-cycles'])
    expect([...tried].toSorted()).toEqual(config.forbidden?.map(({ name }) => name).toSorted())
  })
})
