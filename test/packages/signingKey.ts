import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A key that signs repositories, in a keyring of its own. */
export interface SigningKey {
  /** As gpg knows it. */
  readonly key: string
  remove(): void
}

/** Makes a key; until it is removed, gpg knows no other. */
export function makeSigningKey(): SigningKey {
  // A short path: gpg's agent listens at a socket in it.
  const home = mkdtempSync(join(tmpdir(), 'dl-gpg-'))
  const before = process.env['GNUPGHOME']
  process.env['GNUPGHOME'] = home
  const named = 'Downlink test <test@localhost>'
  const batch = ['--batch', '--passphrase', '']
  execFileSync('gpg', [...batch, '--quick-gen-key', named, 'ed25519', 'sign', 'never'], {
    stdio: 'ignore',
  })
  const listed = execFileSync('gpg', ['--batch', '--with-colons', '--list-secret-keys'])
  return {
    key: /^fpr:+([0-9A-F]+):/m.exec(listed.toString())?.[1] ?? '',
    remove() {
      execFileSync('gpgconf', ['--kill', 'all'])
      if (before === undefined) delete process.env['GNUPGHOME']
      else process.env['GNUPGHOME'] = before
      rmSync(home, { recursive: true, force: true })
    },
  }
}
