import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** One system call as strace wrote it down. */
export interface LoggedCall {
  readonly thread: string
  readonly call: string
  /** Places in the order of all threads' calls: where it was made, and where it had returned. */
  readonly began: number
  readonly ended: number
  readonly succeeded: boolean
  /** The descriptor that it gave; NaN for none. */
  readonly descriptor: number
  /** The file of its descriptor, or else its first path. */
  readonly path: string
  /** Its second path; empty where there is none. */
  readonly target: string
  /** What it wrote, as far as it was logged. */
  readonly data: Buffer
  /** Where it wrote that, in bytes from the file's start; NaN where the call does not say. */
  readonly offset: number
  /** Its arguments as text; of those that write, only what follows the data. */
  readonly args: string
}

interface Begun {
  readonly began: number
  readonly text: string
}

const WHOLE = /^(\d+)\s+(\w+)\((.*)$/s
const RESUMED = /^(\d+)\s+<\.\.\. (\w+) resumed>(.*)$/s
const WRITES = new Set(['pwrite64', 'write'])
const UNFINISHED = ' <unfinished ...>'

/** Reads a log that `traced` has made. Calls that never returned are left out. */
export async function readCalls(path: string): Promise<LoggedCall[]> {
  const calls: LoggedCall[] = []
  const open = new Map<string, Begun>()
  let at = 0
  for await (const line of createInterface({ input: createReadStream(path, 'latin1') })) {
    at += 1
    const resumed = RESUMED.exec(line)
    if (resumed !== null) {
      const [, thread = '', call = '', rest = ''] = resumed
      const begun = open.get(thread)
      open.delete(thread)
      if (begun !== undefined) calls.push(parse(thread, call, begun.text + rest, begun.began, at))
      continue
    }
    const [, thread = '', call = '', rest = ''] = WHOLE.exec(line) ?? []
    if (rest.endsWith(UNFINISHED)) {
      open.set(thread, { began: at, text: rest.slice(0, -UNFINISHED.length) })
    } else if (call !== '') calls.push(parse(thread, call, rest, at, at))
  }
  return calls.toSorted((a, b) => a.began - b.began)
}

function parse(
  thread: string,
  call: string,
  text: string,
  began: number,
  ended: number,
): LoggedCall {
  const end = text.lastIndexOf(' = ')
  const args = text.slice(0, end)
  const result = text.slice(end + 3)
  const texts = quoted(args)
  const ofDescriptor = /^\d+<([^>]*)>/.exec(args)?.[1]
  const path = ofDescriptor === undefined ? texts[0] : unhex(ofDescriptor)
  return {
    thread,
    call,
    began,
    ended,
    succeeded: /^\d/.test(result),
    descriptor: Number(/^(\d+)</.exec(result)?.[1]),
    path: path?.toString() ?? '',
    target: texts[1]?.toString() ?? '',
    data: ofDescriptor === undefined ? Buffer.alloc(0) : (texts[0] ?? Buffer.alloc(0)),
    offset: call === 'pwrite64' ? Number(/\d+(?=\)?$)/.exec(args.trimEnd())?.[0]) : NaN,
    args: WRITES.has(call) ? args.slice(args.lastIndexOf('"')) : args,
  }
}

/** The texts between quotes, which are all in hex: no quote stands in them. */
function quoted(args: string): Buffer[] {
  const parts = args.split('"')
  return parts.filter((_, index) => index % 2 === 1).map(unhex)
}

/** `\x2f\x74` as bytes. */
function unhex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex')
}
