import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { processTree } from '../faults/lib/processTree'
import { until } from './station'

/**
 * Waits for the page of a program and looks at what Chromium's sandbox takes from its processes.
 *
 * @param pid of the program
 * @returns the processes of its page
 */
export async function sandboxedPages(pid: number): Promise<number[]> {
  const pages = (): number[] =>
    processTree(pid)
      .filter(({ kind }) => kind === 'renderer')
      .map((one) => one.pid)
  await until('the page', () => pages().length > 0)
  const found = pages()
  for (const page of found) {
    const status = readFileSync(`/proc/${page}/status`, 'utf8')
    expect(status).toMatch(/^Seccomp:\s+2$/m)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
  }
  return found
}
