import { expect, it } from 'vitest'
import { AtOnce } from '../../../../../src/main/ingest/source/atOnce'

it('lets two go on at once, and the others in the order in which they came', async () => {
  const atOnce = new AtOnce(2)
  const begun: number[] = []
  const ends: PromiseWithResolvers<void>[] = []
  const runs = [0, 1, 2, 3].map((number) => {
    const end = Promise.withResolvers<void>()
    ends.push(end)
    return atOnce.run(() => {
      begun.push(number)
      return end.promise
    })
  })
  expect(begun).toEqual([0, 1])
  ends[1]?.reject(new Error('fell'))
  await expect(runs[1]).rejects.toThrow('fell')
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.resolve()
  await runs[0]
  expect(begun).toEqual([0, 1, 2, 3])
  ends[2]?.resolve()
  ends[3]?.resolve()
  await Promise.all([runs[2], runs[3]])
})
