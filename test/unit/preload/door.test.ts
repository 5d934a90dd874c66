import { describe, expect, it } from 'vitest'
import { call, pushedMessage } from '../../../src/preload/door'
import { droppedPaths } from '../../../src/preload/droppedPaths'

const answering = (reply: unknown) => {
  const sent: unknown[] = []
  return {
    sent,
    invoke: (channel: string, input: unknown) => {
      sent.push([channel, input])
      return Promise.resolve(reply)
    },
  }
}

describe('call', () => {
  it('passes a good call on and gives back the checked value', async () => {
    const main = answering({ ok: true, value: true })
    const reply = await call(main, 'files:show-in-folder', { fileId: 3 })
    expect(reply).toEqual({ ok: true, value: true })
    expect(main.sent).toEqual([['files:show-in-folder', { fileId: 3 }]])
  })

  it('sends nothing that the contract does not allow', async () => {
    const main = answering({ ok: true, value: true })
    const reply = await call(main, 'files:show-in-folder', { fileId: -3 })
    expect(reply).toMatchObject({ ok: false, failure: { code: 'refused' } })
    expect(main.sent).toEqual([])
  })

  it('passes failures on, and turns answers that make no sense into failures', async () => {
    const failure = { code: 'failed', message: 'The disk is full.' }
    expect(await call(answering({ ok: false, failure }), 'folder:open', { folder: '/in' })).toEqual(
      {
        ok: false,
        failure,
      },
    )
    for (const odd of [undefined, { ok: true, value: 'yes' }, { ok: false }]) {
      expect((await call(answering(odd), 'folder:open', { folder: '/in' })).ok).toBe(false)
    }
  })

  it('does not reject when main does not answer', async () => {
    const dead = { invoke: () => Promise.reject(new Error('no handler')) }
    expect((await call(dead, 'folder:open', { folder: '/in' })).ok).toBe(false)
  })
})

it('drops pushed messages that the contract does not know', () => {
  expect(pushedMessage('push:command', 'open-files')).toBe('open-files')
  expect(pushedMessage('push:command', 'format-disk')).toBeNull()
})

describe('droppedPaths', () => {
  it('refuses what has no path, with a reason', () => {
    const files = [new File([], 'a.json'), new File([], 'made-in-page.json')]
    const { paths, refused } = droppedPaths(files, (file) =>
      file.name === 'a.json' ? '/data/a.json' : '',
    )
    expect(paths).toEqual(['/data/a.json'])
    expect(refused).toEqual([
      { name: 'made-in-page.json', reason: expect.stringContaining('not a file on this computer') },
    ])
  })
})
