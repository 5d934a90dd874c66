import { describe, expect, it } from 'vitest'
import type { JobProgress } from '#shared/jobs'
import { Jobs } from '../../../../../src/main/ingest/jobs/jobs'

const progress = (done: number, found = 0) => ({ done, total: 10, found })

describe('Jobs', () => {
  it('answers with what was done, and tells the last word of it', async () => {
    const told: JobProgress[] = []
    const jobs = new Jobs((message) => told.push(message))
    const outcome = await jobs.run('a', 'search', async (job) => {
      for (let done = 1; done <= 10; done += 1) job.tell(progress(done))
      return { found: 3 }
    })
    expect(outcome).toEqual({ state: 'done', found: 3 })
    expect(told).toEqual([
      { job: 'a', kind: 'search', done: 0, total: null, found: 0 },
      { job: 'a', kind: 'search', done: 1, total: 10, found: 0 },
      { job: 'a', kind: 'search', done: 10, total: 10, found: 0 },
    ])
  })

  it('tells of the first find at once', async () => {
    const told: number[] = []
    const jobs = new Jobs(({ done }) => told.push(done))
    await jobs.run('a', 'search', async (job) => {
      job.tell(progress(1))
      job.tell(progress(2))
      job.tell(progress(3, 1))
      job.tell(progress(4, 2))
      return {}
    })
    expect(told).toEqual([0, 1, 3, 4])
  })

  it('cancels what is under way, by its name', async () => {
    const jobs = new Jobs(() => undefined)
    let told = 0
    const outcome = jobs.run('a', 'undo', async (job) => {
      job.onCancel(() => (told += 1))
      while (!job.isCancelled) await Promise.resolve()
      job.onCancel(() => (told += 1))
      return null
    })
    expect(jobs.cancel('b')).toBe(false)
    expect(jobs.cancel('a')).toBe(true)
    expect(await outcome).toEqual({ state: 'cancelled' })
    expect(told).toBe(2)
    expect(jobs.cancel('a')).toBe(false)
  })

  it('does not start a second one of the same name, and frees the name of one that failed', async () => {
    const jobs = new Jobs(() => undefined)
    const failing = jobs.run('a', 'undo', async () => {
      await Promise.resolve()
      throw new Error('it went wrong')
    })
    await expect(jobs.run('a', 'undo', async () => ({}))).rejects.toThrow('under way')
    await expect(failing).rejects.toThrow('it went wrong')
    expect(await jobs.run('a', 'undo', async () => ({}))).toEqual({ state: 'done' })
  })

  it('stops when all are over', async () => {
    const jobs = new Jobs(() => undefined)
    const outcome = jobs.run('a', 'undo', async (job) => {
      while (!job.isCancelled) await new Promise((resolve) => setTimeout(resolve, 1))
      return null
    })
    await jobs.stop()
    expect(await outcome).toEqual({ state: 'cancelled' })
  })
})
