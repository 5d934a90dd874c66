import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { inject } from 'vitest'
import type { FileStatus } from '../../../src/shared/files'
import type { SettingsPatch } from '../../../src/shared/settings'
import { afterTest } from '../afterTest'
import type { AnswerMessage, Order } from './orders'

/** A station in a process of its own, which a test can kill. */
export class StationProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #seq = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (message: AnswerMessage) => {
      if (!('seq' in message)) return
      this.#waiting.get(message.seq)?.(message)
      this.#waiting.delete(message.seq)
    })
    child.on('exit', () => {
      for (const answer of this.#waiting.values()) answer(gone)
      this.#waiting.clear()
    })
  }

  /** Starts one on the folder's database; resolves when it is running. */
  static async start(home: string, overrides: SettingsPatch = {}): Promise<StationProcess> {
    const args = [inject('stationProgram'), home, JSON.stringify(overrides)]
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const station = new StationProcess(child)
    afterTest(() => station.kill())
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    if (typeof first !== 'object') throw new Error(`the station ended at its start with ${first}`)
    return station
  }

  /** What became of an order; everything is refused once the process is gone. */
  async tell(order: Order): Promise<Answer> {
    if (!this.#child.connected) return gone
    this.#seq += 1
    const seq = this.#seq
    return new Promise((done) => {
      this.#waiting.set(seq, done)
      this.#child.send({ seq, order })
    })
  }

  /** As a power cut would, but for what the disk still holds. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}

export interface Answer {
  readonly status: FileStatus | null
  readonly refused: string | null
}

const gone: Answer = { status: null, refused: 'the process is gone' }
