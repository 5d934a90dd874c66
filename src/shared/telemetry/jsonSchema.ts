import { z } from 'zod'
import { Definition, FORMAT } from './definition'

/**
 * The JSON Schema of definitions as its file has it, by which editors check and complete them.
 * `npm run schema` writes it.
 */
export function definitionSchemaText(): string {
  const schema = z.toJSONSchema(Definition, { io: 'input' })
  return `${JSON.stringify({ title: FORMAT, ...schema }, null, 2)}\n`
}
