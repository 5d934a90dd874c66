/**
 * The JSON text of an instruments object, `{"instrument1":"ok",...}`, keys in the given order.
 * Written by hand because an object would put keys that look like numbers first.
 */
export function instrumentText(keys: readonly string[], words: readonly string[]): string {
  const pairs = keys.map((key, i) => `${JSON.stringify(key)}:${JSON.stringify(words[i] ?? '')}`)
  return `{${pairs.join(',')}}`
}
