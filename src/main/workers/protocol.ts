/** The methods of a worker: one argument in, one value out, both cloneable. */
export type WorkerMethods<M> = { [K in keyof M]: (input: never) => unknown }

/** What every worker answers by itself, between two calls and before those that wait. */
export const MEMORY = ':memory'

export interface WorkerRequest {
  /** 0 for what is no call of the worker's methods. */
  readonly seq: number
  readonly method: string
  readonly input: unknown
}

/** An error as it crosses threads: what it is called, what it says, and its code where it has one. */
export interface RemoteErrorShape {
  readonly name: string
  readonly message: string
  readonly code: string | null
  readonly stack: string | undefined
}

export type WorkerReply =
  | { readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly seq: number; readonly ok: false; readonly error: RemoteErrorShape }

export function describeError(error: unknown): RemoteErrorShape {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), code: null, stack: undefined }
  }
  const code: unknown = Reflect.get(error, 'code')
  return {
    name: error.name,
    message: error.message,
    code: typeof code === 'string' ? code : null,
    stack: error.stack,
  }
}
