import type { PipelineSide } from '../features/pipeline/PipelineView'

/** What stands beside the live tree, in the order of its tabs. */
export const pipelineSides: readonly PipelineSide[] = []
