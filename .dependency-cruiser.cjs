/**
 * Imports go one way: shared <- main, preload, renderer, cli. `test/unit/layers.test.ts` plants a
 * breach of every rule and sees it rejected.
 */
const SOURCE = '^src/'
const SHARED = '^src/shared/'
const ENGINE = '^src/main/(ingest|database|export|record|workers)/'
const RECORD = '^src/main/record/'
const SHELL = '^src/main/(index\\.ts|window/|desktop/|ipc/)'
const MIGRATIONS = '^src/main/database/migrations/'
const WORKERS = '^src/main/workers/'
const PRELOAD = '^src/preload/'
const RENDERER = '^src/renderer/'
const FEATURES = '^src/renderer/features/([^/]+)/'
const CLI = '^src/cli/'
const ELECTRON = '^electron$|(^|/)node_modules/electron/'
const ZOD = '(^|/)node_modules/zod/'
/** Worker threads and the thin files that own them; each knows its own stage and the record. */
const STAGES = '^src/main/ingest/(reader|staging|persister)/'

/** Ways to write telemetry, each a folder on both sides. */
const FORMATS = '^src/(?:shared|main/ingest/reader)/formats/([^/]+)/'

const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' || Array.isArray(to) ? { path: to } : to,
})

module.exports = {
  forbidden: [
    never('shared-is-pure', 'The contract imports zod and itself.', SHARED, {
      pathNot: [SHARED, ZOD],
    }),
    never('engine-without-electron', 'The engine also runs in a terminal.', ENGINE, ELECTRON),
    never('engine-without-shell', 'The window is built on the engine.', ENGINE, SHELL),
    never('workers-know-no-domain', 'src/main/workers is about threads alone.', WORKERS, {
      path: SOURCE,
      pathNot: WORKERS,
    }),
    never('record-is-below', 'What ingest and database both speak of knows neither.', RECORD, {
      path: SOURCE,
      pathNot: [RECORD, SHARED],
    }),
    never(
      'database-without-ingest',
      'What is stored is asked for without knowing how it came in.',
      '^src/main/database/',
      '^src/main/ingest/',
    ),
    never('migrations-stand-still', 'A migration must do for ever what it did.', MIGRATIONS, {
      path: SOURCE,
      pathNot: [MIGRATIONS, '^src/main/database/handles\\.ts$'],
    }),
    never('main-without-ui', 'Main talks to the window by IPC.', '^src/main/', [
      PRELOAD,
      RENDERER,
      CLI,
    ]),
    never('preload-is-a-door', 'A sandboxed preload has electron and the contract.', PRELOAD, {
      pathNot: [PRELOAD, SHARED, ELECTRON, ZOD],
    }),
    never('renderer-stays-out', 'The page reaches the machine by its bridge alone.', RENDERER, [
      '^src/(main|preload|cli)/',
      ELECTRON,
    ]),
    never('renderer-without-node', 'There is no Node in the page.', RENDERER, {
      dependencyTypes: ['core'],
    }),
    never('ui-knows-no-feature', 'Parts of ui/ serve every feature.', '^src/renderer/ui/', [
      '^src/renderer/(app|features|stores|bridge)/',
    ]),
    never('stores-hold-only', 'A store holds what the bridge brings.', '^src/renderer/stores/', [
      '^src/renderer/(app|features|bridge)/',
    ]),
    never(
      'features-stand-apart',
      'Features meet in stores and ui/, not in each other; app/ puts them together.',
      { path: FEATURES },
      {
        path: ['^src/renderer/app/', '^src/renderer/features/'],
        pathNot: '^src/renderer/features/$1/',
      },
    ),
    never('terminal-without-window', 'The terminal is the engine alone.', CLI, [
      SHELL,
      PRELOAD,
      RENDERER,
      ELECTRON,
    ]),
    never(
      'stages-stand-apart',
      'Stages meet in the record, not in each other.',
      { path: STAGES },
      { path: STAGES, pathNot: '^src/main/ingest/$1/' },
    ),
    never(
      'formats-stand-apart',
      'A format is one folder: it knows what all readers share, and no other format.',
      { path: FORMATS },
      {
        path: ['^src/main/ingest/', FORMATS],
        pathNot: ['/formats/($1/|format\\.ts$)', '^src/main/ingest/reader/(compiled/)?[^/]+$'],
      },
    ),
    never(
      'formats-by-their-table',
      'What a format is, is asked of the interface that all of them have.',
      { path: SOURCE, pathNot: '^src/(shared|main/ingest/reader)/formats/' },
      FORMATS,
    ),
    never(
      'shipped-needs-dependencies',
      'What runs outside the bundle is listed under dependencies.',
      '^src/(main|cli)/',
      { dependencyTypes: ['npm-dev'], pathNot: ELECTRON },
    ),
    never('source-without-tests', 'Nothing shipped imports tests or chores.', SOURCE, [
      '^(test|scripts)/',
    ]),
    never('no-cycles', 'A cycle has no order to be read in.', {}, { circular: true }),
    never(
      'resolvable',
      'A path that leads nowhere hides from every rule.',
      {},
      {
        couldNotResolve: true,
      },
    ),
  ],
  options: {
    // TypeScript 7 has no compiler interface that this tool could use. swc sees imports of types too.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|woff2|wasm)$' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
}
