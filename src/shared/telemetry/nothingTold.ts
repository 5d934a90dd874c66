import type { Told } from './told'

export const nothingTold: Told = { type: null, startUs: null }
