import { describe, expect, it } from 'vitest'
import { GivenFiles, pathsGiven } from '../../../../src/main/desktop/givenFiles'

describe('pathsGiven', () => {
  it('has files, each from the folder that it was said in, and no switches', () => {
    const args = ['--no-sandbox', 'pass.json', '/data/other.csv', '--js-flags=x', '']
    expect(pathsGiven(args, '/home/pilot', { ownFolder: false })).toEqual([
      '/home/pilot/pass.json',
      '/data/other.csv',
    ])
  })

  it('leaves out the folder that Electron is told to run', () => {
    const args = ['--no-sandbox', '/src/downlink', '--original-process-start-time=1', 'pass.json']
    expect(pathsGiven(args, '/home', { ownFolder: true })).toEqual(['/home/pass.json'])
  })
})

describe('GivenFiles', () => {
  it('lets files wait until somebody takes them', () => {
    const given = new GivenFiles()
    const taken: (readonly string[])[] = []
    given.give(['/a'])
    given.give([])
    given.give(['/b'])
    given.onGiven((paths) => taken.push(paths))
    given.give(['/c'])
    given.give([])
    expect(taken).toEqual([['/a', '/b'], ['/c']])
  })
})
