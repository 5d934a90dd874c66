import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { productOf } from '../../../scripts/package/product.js'
import { writeManifest } from '../../../scripts/package/manifest.js'
import { updateKeys } from '../../../scripts/package/updateKeys.js'
import type { UpdateState } from '#shared/updates'
import { lookForUpdate, type Found, type LookFor } from '../../../src/main/updates/look'
import { manifestName } from '../../../src/main/updates/manifest'
import { UpdateWatch } from '../../../src/main/updates/updateWatch'
import { needs } from '../../helpers/needs'
import { tempFolder, until } from '../../helpers/station'

const pair = generateKeyPairSync('ed25519')
const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

const { platform, arch: architecture } = process
const kind = { product: 'downlink', platform, architecture }
const manifest = manifestName(kind)
const DEB = 'downlink_0.2.0_amd64.deb'
const RPM = 'downlink-0.2.0.x86_64.rpm'

let folder: string

/** A release in the folder as `npm run package` makes it. */
async function release(version = '0.2.0', signing = pair.privateKey): Promise<void> {
  for (const [name, text] of [
    [DEB, 'a package'],
    [RPM, 'another package'],
  ] as const) {
    writeFileSync(join(folder, name), text)
  }
  const product = { ...productOf({ isTrial: false }), version }
  const packages = [join(folder, DEB), join(folder, RPM)]
  await writeManifest(folder, packages, { product, news: 'All is better.', signing })
}

/** A manifest with something of it changed, and signed all the same. */
function changed(change: object): void {
  const path = join(folder, manifest)
  resigned(JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }))
}

function resigned(text: string): void {
  writeFileSync(join(folder, manifest), text)
  const signature = sign(null, Buffer.from(text), pair.privateKey)
  writeFileSync(join(folder, `${manifest}.sig`), signature.toString('base64'))
}

const look = (asked: Partial<LookFor> = {}): Found =>
  lookForUpdate({ ...kind, folder, publicKey: pemOf(pair.publicKey), version: '0.1.0', ...asked })

const newer = { is: 'newer', version: '0.2.0', news: 'All is better.', files: [DEB, RPM] }

const trouble = (words: string) => ({ is: 'trouble', words: expect.stringContaining(words) })

describe('a release in a folder', () => {
  beforeEach(async () => {
    folder = tempFolder()
    await release()
  })

  it('that is newer is told with what is new in it', () => {
    expect(look()).toEqual(newer)
  })

  it('that is the same or older is not', () => {
    expect(look({ version: '0.2.0' })).toEqual({ is: 'current' })
    expect(look({ version: '0.10.0' })).toEqual({ is: 'current' })
  })

  it('is told by those of its packages that are there', () => {
    rmSync(join(folder, DEB))
    expect(look()).toEqual({ ...newer, files: [RPM] })
    rmSync(join(folder, RPM))
    expect(look()).toEqual(trouble(`Version 0.2.0 is announced in ${folder}, but its files`))
  })

  it.each([
    ['with a byte more', (path: string) => appendFileSync(path, 'x')],
    ['with another byte', (path: string) => writeFileSync(path, 'a packagf')],
    ['that is not copied whole', (path: string) => writeFileSync(path, 'a pack')],
  ])('with a package %s is refused', (_, alter) => {
    alter(join(folder, DEB))
    expect(look()).toEqual(trouble(`${DEB} in ${folder} is not the file that was released`))
  })

  it('whose manifest was changed by a single byte is refused', () => {
    const path = join(folder, manifest)
    writeFileSync(path, readFileSync(path, 'utf8').replace('0.2.0', '0.3.0'))
    expect(look()).toEqual(trouble('its signature is not good'))
  })

  it('that somebody else signed is refused', async () => {
    await release('0.3.0', generateKeyPairSync('ed25519').privateKey)
    expect(look()).toEqual(trouble('is not from whoever made this program'))
  })

  it.each(['', 'AAAA', `${'A'.repeat(86)}==`, 'x'.repeat(10_000), '\u0000'.repeat(88)])(
    'with a signature that is none is refused: %#',
    (text) => {
      writeFileSync(join(folder, `${manifest}.sig`), text)
      expect(look()).toMatchObject({ is: 'trouble' })
    },
  )

  it('without a signature is refused', () => {
    rmSync(join(folder, `${manifest}.sig`))
    expect(look()).toEqual(trouble('so nothing shows who made it'))
  })

  it.each([
    [{ product: 'downlink-trial' }, 'is of a release for another product (downlink-trial)'],
    [{ platform: 'win32' }, 'is of a release for another platform (win32)'],
    [{ architecture: 'arm' }, 'is of a release for another architecture (arm)'],
  ])('that is signed for something else is refused: %j', (change, words) => {
    changed(change)
    expect(look()).toEqual(trouble(words))
  })

  it.each([
    { version: '2' },
    { version: 2 },
    { packages: [] },
    { packages: [{ file: '../downlink.deb', bytes: 1, sha256: '0'.repeat(64) }] },
    { packages: [{ file: '/etc/passwd', bytes: 1, sha256: '0'.repeat(64) }] },
    { packages: [{ file: 'a\u202eb', bytes: 1, sha256: '0'.repeat(64) }] },
    { packages: [{ file: 'a', bytes: -1, sha256: '0'.repeat(64) }] },
    { news: 'x'.repeat(20_000) },
  ])('that is signed and not understood is said to be: %#', (change) => {
    changed(change)
    expect(look()).toEqual(trouble('this version does not understand it'))
  })

  it.each(['', 'null', '[]', '[[[[', '{"version":', '\ufeff{}'])('nor is %j', (text) => {
    resigned(text)
    expect(look()).toEqual(trouble('this version does not understand it'))
  })

  it('that is huge is not read', () => {
    resigned(`{"news":"${'x'.repeat(100_000)}"}`)
    expect(look()).toEqual(trouble('is far too large'))
  })

  it('is missing in words', () => {
    expect(look({ folder: join(folder, 'nowhere') })).toEqual(trouble("can't be read"))
    expect(look({ folder: join(folder, DEB) })).toEqual(trouble('is not a folder'))
    rmSync(join(folder, manifest))
    expect(look()).toEqual(trouble(`There is no ${manifest} in ${folder}`))
  })

  it('that is a pipe holds nobody up', needs('Linux'), () => {
    for (const name of [manifest, `${manifest}.sig`]) {
      const path = join(folder, name)
      rmSync(path)
      execFileSync('mkfifo', [path])
    }
    expect(look()).toEqual(trouble('is not a regular file'))
  })
})

/** Writes a key into the folder. */
const writeKey = (name: string, key: KeyObject): string => {
  const path = join(folder, name)
  const isPrivate = key.type === 'private'
  writeFileSync(path, key.export({ type: isPrivate ? 'pkcs8' : 'spki', format: 'pem' }))
  return path
}

describe('the keys of a release', () => {
  beforeEach(() => {
    folder = tempFolder()
  })

  it('are read from the environment', () => {
    expect(updateKeys({})).toEqual({ publicKey: null, signing: null })
    const signing = writeKey('key.pem', pair.privateKey)
    const known = writeKey('public.pem', pair.publicKey)
    for (const env of [
      { UPDATE_SIGNING_KEY_FILE: signing },
      { UPDATE_SIGNING_KEY_FILE: signing, UPDATE_PUBLIC_KEY_FILE: known },
    ]) {
      expect(updateKeys(env)).toMatchObject({ publicKey: pemOf(pair.publicKey) })
      expect(updateKeys(env).signing).not.toBeNull()
    }
    expect(updateKeys({ UPDATE_PUBLIC_KEY_FILE: known })).toEqual({
      publicKey: pemOf(pair.publicKey),
      signing: null,
    })
  })

  it('are refused where they are of two pairs, of another kind, or none', () => {
    const other = writeKey('other.pem', generateKeyPairSync('ed25519').publicKey)
    const signing = writeKey('key.pem', pair.privateKey)
    expect(() =>
      updateKeys({ UPDATE_SIGNING_KEY_FILE: signing, UPDATE_PUBLIC_KEY_FILE: other }),
    ).toThrow('are not of one pair')
    const rsa = writeKey('rsa.pem', generateKeyPairSync('ed448').privateKey)
    expect(() => updateKeys({ UPDATE_SIGNING_KEY_FILE: rsa })).toThrow('not a key of Ed25519')
    expect(() => updateKeys({ UPDATE_SIGNING_KEY_FILE: join(folder, 'none') })).toThrow('ENOENT')
  })
})

function watchWith(publicKey: string | null, answer: () => Promise<Found>, limitMs = 60_000) {
  const states: UpdateState[] = []
  let ended = 0
  const all = new UpdateWatch({
    about: { ...kind, version: '0.1.0', publicKey },
    look: () => ({
      found: answer(),
      end: () => {
        ended += 1
      },
    }),
    onState: (state) => states.push(state),
    limitMs,
  })
  return { watch: all, states, ended: () => ended }
}

describe('the watch for releases', () => {
  it('is not there in a build without a key', () => {
    const { watch: all, states } = watchWith(null, () => Promise.reject(new Error('not asked')))
    all.use('/somewhere')
    all.look()
    expect(all.state).toEqual({ is: 'unavailable' })
    expect(states).toEqual([])
  })

  it('says what it found, shows that alone, and forgets it with the folder', async () => {
    const found: Found = { is: 'newer', version: '0.2.0', news: '', files: [DEB] }
    const { watch: all, states } = watchWith('key', () => Promise.resolve(found))
    expect(all.state).toEqual({ is: 'off' })
    all.use('/share')
    await until('an answer', () => states.length === 2)
    expect(states).toMatchObject([{ is: 'looking' }, { ...found, lookedAt: expect.any(Number) }])
    expect(all.placeOf(DEB)).toBe(join('/share', DEB))
    expect(all.placeOf('../other')).toBeNull()
    all.use(null)
    expect(all.state).toEqual({ is: 'off' })
    expect(all.placeOf(DEB)).toBeNull()
  })

  it('ends a look at a share that does not answer, and says so', async () => {
    const { watch: all, states, ended } = watchWith('key', () => new Promise(() => undefined), 20)
    all.use('/share')
    await until('the limit', () => states.length === 2)
    expect(states[1]).toMatchObject(trouble('/share does not answer'))
    expect(ended()).toBe(1)
    // It is looked at again.
    all.look()
    expect(all.state).toEqual({ is: 'looking' })
  })

  it('says that the look itself failed', async () => {
    const { watch: all, states } = watchWith('key', () =>
      Promise.reject(new Error('it was killed.')),
    )
    all.use('/share')
    await until('an answer', () => states.length === 2)
    expect(states[1]).toMatchObject(trouble('/share could not be looked at: it was killed.'))
  })
})
