import type { ComponentState, ComponentStatus } from '#shared/status'
import { announce } from '../events'
import { Meter } from '../vitals/meter'
import type { Gauge } from '../vitals/reading'

/** How often components are measured. */
const MEASURE_MS = 500

/** A live component's own entry in the registry. */
export interface Registration {
  readonly id: string
  /** `line`: of a package's parts, the line that would be stored next. */
  update(change: { state?: ComponentState; detail?: string; line?: number }): void
  /** What is measured of it from now on; null measures nothing more. */
  measure(gauge: Gauge | null): void
  /** It stands still because of this. */
  failed(reason: string): void
  /** Counts a restart and keeps its reason. */
  restarted(reason: string): void
  /** Counts a restart that the operator asked for: nothing is wrong. */
  restartedAsAsked(): void
  remove(): void
}

interface Entry {
  readonly status: () => ComponentStatus
  readonly measure: (now: number) => void
}

/** Finds every live component by name; what it knows feeds the live tree in the window. */
export class ComponentRegistry {
  readonly #components = new Map<string, Entry>()
  readonly #timer: NodeJS.Timeout

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now()
      for (const { measure } of this.#components.values()) measure(now)
    }, MEASURE_MS)
    this.#timer.unref()
  }

  /** Measures nothing any more. */
  stop(): void {
    clearInterval(this.#timer)
  }

  /** @param file the package that it is at work on */
  register(
    id: string,
    name: string,
    parent: string | null,
    file?: ComponentStatus['file'],
  ): Registration {
    let current: ComponentStatus = {
      id,
      name,
      parent,
      state: 'starting',
      detail: '',
      restarts: 0,
      lastError: null,
      askedRestarts: 0,
      since: Date.now(),
      ...(file === undefined ? {} : { file }),
    }
    let meter: Meter | null = null
    const entry: Entry = {
      status: () => current,
      measure: (now) => {
        if (meter === null) return
        const { figures, detail = current.detail } = meter.measure(now)
        change({ ...figures, detail })
      },
    }
    this.#components.set(id, entry)
    const tell = (): void => announce('component', { component: current, gone: false })
    const change = (changes: Partial<ComponentStatus>): void => {
      if (isSame(current, changes)) return
      const since = changes.state === undefined || changes.state === current.state
      current = { ...current, ...changes, ...(since ? {} : { since: Date.now() }) }
      tell()
    }
    tell()
    return {
      id,
      update: change,
      measure: (gauge) => {
        meter = gauge === null ? null : new Meter(gauge)
      },
      failed: (lastError) => change({ state: 'failed', lastError, lastErrorAt: Date.now() }),
      restarted: (lastError) =>
        change({
          state: 'restarting',
          restarts: current.restarts + 1,
          lastError,
          lastErrorAt: Date.now(),
        }),
      restartedAsAsked: () =>
        change({
          state: 'restarting',
          restarts: current.restarts + 1,
          askedRestarts: (current.askedRestarts ?? 0) + 1,
        }),
      remove: () => {
        // Its place may have been taken by another one of that name.
        if (this.#components.get(id) !== entry) return
        this.#components.delete(id)
        announce('component', { component: current, gone: true })
      },
    }
  }

  find(id: string): ComponentStatus | undefined {
    return this.#components.get(id)?.status()
  }

  /** Parents before their children, in the order in which they came. */
  all(): ComponentStatus[] {
    return Array.from(this.#components.values(), ({ status }) => status())
  }
}

function isSame(current: ComponentStatus, changes: Partial<ComponentStatus>): boolean {
  return Object.entries(changes).every(([key, value]) => Reflect.get(current, key) === value)
}
