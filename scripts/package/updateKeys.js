import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { NeedsHandsError } from '../lib/steps.js'

/**
 * By which key the program knows releases, and the one that signs this one. Either may be missing.
 *
 * @typedef {object} UpdateKeys
 * @property {string | null} publicKey PEM; null for a program that looks for no releases
 * @property {import('node:crypto').KeyObject | null} signing null for a release without a manifest
 */

/**
 * Out of the environment: secrets stand in no file of the project.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {UpdateKeys}
 */
export function updateKeys(env) {
  const signing = privateKey(env['UPDATE_SIGNING_KEY_FILE'], env['UPDATE_SIGNING_KEY_PASSWORD'])
  const given = publicKey(env['UPDATE_PUBLIC_KEY_FILE'])
  const own = signing === null ? null : pem(createPublicKey(signing))
  if (given !== null && own !== null && given !== own) {
    throw new NeedsHandsError(
      'UPDATE_SIGNING_KEY_FILE and UPDATE_PUBLIC_KEY_FILE are not of one pair: no program would know this release.',
    )
  }
  return { publicKey: given ?? own, signing }
}

/** @param {string | undefined} path @param {string | undefined} passphrase */
function privateKey(path, passphrase) {
  if (!path) return null
  return keyIn(path, () =>
    createPrivateKey({ key: readFileSync(path), ...(passphrase && { passphrase }) }),
  )
}

/** @param {string | undefined} path */
function publicKey(path) {
  return path ? pem(keyIn(path, () => createPublicKey(readFileSync(path)))) : null
}

/** @param {string} path @param {() => import('node:crypto').KeyObject} read */
function keyIn(path, read) {
  try {
    const key = read()
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (cause) {
    throw new NeedsHandsError(`${path} can't be read as a key in PEM: ${String(cause)}`)
  }
  throw new NeedsHandsError(
    `${path} is not a key of Ed25519. Make one: openssl genpkey -algorithm ed25519 -out key.pem`,
  )
}

/** @param {import('node:crypto').KeyObject} key */
const pem = (key) => key.export({ type: 'spki', format: 'pem' }).toString()
