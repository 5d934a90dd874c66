import type { ComponentState, ComponentStatus } from '#shared/status'
import { announce } from './events'

/** A live component's own entry in the registry. */
export interface Registration {
  readonly id: string
  update(change: { state?: ComponentState; detail?: string }): void
  /** Counts a restart and keeps its reason. */
  restarted(reason: string): void
  remove(): void
}

/** Finds every live component by name; what it knows feeds the live tree in the window. */
export class ComponentRegistry {
  readonly #components = new Map<string, ComponentStatus>()

  register(id: string, name: string, parent: string | null): Registration {
    let current: ComponentStatus = {
      id,
      name,
      parent,
      state: 'starting',
      detail: '',
      restarts: 0,
      lastError: null,
    }
    const set = (next: ComponentStatus): void => {
      current = next
      this.#components.set(id, next)
      announce('component', { component: next, gone: false })
    }
    set(current)
    return {
      id,
      update: (change) => {
        const state = change.state ?? current.state
        const detail = change.detail ?? current.detail
        if (state !== current.state || detail !== current.detail) set({ ...current, state, detail })
      },
      restarted: (reason) =>
        set({
          ...current,
          state: 'restarting',
          restarts: current.restarts + 1,
          lastError: reason,
        }),
      remove: () => {
        this.#components.delete(id)
        announce('component', { component: current, gone: true })
      },
    }
  }

  find(id: string): ComponentStatus | undefined {
    return this.#components.get(id)
  }

  /** Parents before their children, in the order in which they came. */
  all(): ComponentStatus[] {
    return [...this.#components.values()]
  }
}
