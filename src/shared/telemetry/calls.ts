import { z } from 'zod'
import { FileId } from '../files'
import { TypeCandidate } from './candidate'
import { Definition } from './definition'
import { Name } from './texts'
import { Told } from './told'

/** More than any definition that is taken has. */
const DefinitionText = z.string().max(4_000_000)

/** What is wrong with a definition, and where in it. */
export const DefinitionFault = z.object({
  place: z.string(),
  reason: z.string(),
  channel: z.string().optional(),
})

/** A satellite type that files can be read as. */
export const KnownType = z.object({
  type: z.string(),
  title: z.string(),
  channels: z.int().positive(),
  /** The operator's own file that says so; null for a type that comes with the station. */
  file: z.string().nullable(),
  isBuiltIn: z.boolean(),
  /** Packages that were read as it and not removed. */
  packages: z.int().nonnegative(),
  /** The latest that a package was read with; null where none was. */
  revision: z.int().positive().nullable(),
})
export type KnownType = z.infer<typeof KnownType>

/** A file among an operator's definitions that says nothing which could be used. */
export const FaultyDefinition = z.object({ file: z.string(), faults: z.array(DefinitionFault) })
export type FaultyDefinition = z.infer<typeof FaultyDefinition>

export const TypeList = z.object({
  types: z.array(KnownType),
  faulty: z.array(FaultyDefinition),
  /** Where an operator's own definitions lie. */
  folder: z.string(),
})
export type TypeList = z.infer<typeof TypeList>

/** A definition that packages were read with. */
export const TypeRevision = z.object({
  revision: z.int().positive(),
  addedBy: z.string(),
  addedAt: z.string(),
  /** Packages that were read with it and not removed. */
  packages: z.int().nonnegative(),
  text: z.string(),
  /** What it changed of the one before, in words. */
  changes: z.array(z.string()),
})
export type TypeRevision = z.infer<typeof TypeRevision>

export const TypeDetail = z.object({
  ...KnownType.shape,
  definition: Definition,
  /** The same as it is written: an operator's own order and blanks stay. */
  text: z.string(),
  /** The latest first. */
  revisions: z.array(TypeRevision),
})
export type TypeDetail = z.infer<typeof TypeDetail>

/** What a text that should be a definition is, and what keeping it will do. */
export const DefinitionVerdict = z.discriminatedUnion('state', [
  z.object({ state: z.literal('faulty'), faults: z.array(DefinitionFault) }),
  z.object({
    state: z.literal('good'),
    type: z.string(),
    title: z.string(),
    channels: z.int().positive(),
    isNew: z.boolean(),
    /** In words; of a new type, and where nothing changes, none. */
    effects: z.array(z.string()),
  }),
])
export type DefinitionVerdict = z.infer<typeof DefinitionVerdict>

const OfType = z.strictObject({ type: Name })
const OfText = z.strictObject({ text: DefinitionText })

/** The calls that look after satellite types. */
export const typeCalls = {
  'types:list': { input: z.undefined(), output: TypeList },
  /** Null where no such type is known. */
  'types:detail': { input: OfType, output: TypeDetail.nullable() },
  'types:check': { input: OfText, output: DefinitionVerdict },
  /** Keeps a definition among an operator's own. Files are read with it from then on. */
  'types:keep': { input: OfText, output: z.object({ type: z.string() }) },
  /** Removes one of an operator's own, where no package needs it. */
  'types:remove': { input: OfType, output: z.undefined() },
  /** How well a file that is held can be read as each type, the best first. */
  'types:candidates': {
    input: z.strictObject({ fileId: FileId }),
    output: z.array(TypeCandidate),
  },
  /** Reads a file that is held as what somebody says that it is, from its first line. */
  'types:tell': { input: z.strictObject({ fileId: FileId, told: Told }), output: z.undefined() },
} as const
