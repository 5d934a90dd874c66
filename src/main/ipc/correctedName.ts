/** `pass_0417.json` becomes `pass_0417.corrected.json`. */
export function correctedName(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? `${name}.corrected` : `${name.slice(0, dot)}.corrected${name.slice(dot)}`
}
