import type { z } from 'zod'

/** Calls of the window's door, by area and name: `types:list`. */
export type Calls = Readonly<
  Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>
>

type MethodOf<C> = C extends `${string}:${infer M}` ? M : never

/** What answers the calls of one area: for each call a method of the same name, without the area. */
export type Desk<C extends Calls> = {
  readonly [K in keyof C as MethodOf<K>]: (
    input: z.output<C[K]['input']>,
  ) => Promise<z.output<C[K]['output']>>
}
