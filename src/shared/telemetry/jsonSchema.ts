import { z } from 'zod'
import { Definition, FORMAT } from './definition'

/** The JSON Schema of definitions, by which editors check and complete them. */
export function definitionSchema(): object {
  return { title: FORMAT, ...z.toJSONSchema(Definition, { io: 'input' }) }
}

/** The same as its file has it. `npm run schema` writes it. */
export function definitionSchemaText(): string {
  return `${JSON.stringify(definitionSchema(), null, 2)}\n`
}
