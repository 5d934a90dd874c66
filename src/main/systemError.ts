/** The system's own code of an error, such as `ENOENT`; '' for any other error. */
export function errorCode(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}

/** What the codes mean at a file or a folder, and what to do. */
const words: Record<string, string> = {
  EACCES: 'this user has no permission. Give it the right to read and write there.',
  EPERM: 'the system does not allow it. The file or its folder may be write-protected.',
  EROFS: 'the disk is read-only. Make it writable.',
  ENOSPC: 'the disk is full. Free some space there.',
  EDQUOT: 'the disk quota is used up. Free some space there.',
  EIO: 'the disk reported an error. Check the disk and its cable.',
  EEXIST: 'something else has that name.',
  EBUSY: 'another program is using it. Close that program.',
  ENOENT: 'it is not there any more.',
  ENOTDIR: 'a part of its path is not a folder.',
  ELOOP: 'a link stands where a file or a folder should be.',
  ENAMETOOLONG: 'its name is too long for that disk.',
  EMFILE: 'too many files are open in this program.',
  ENFILE: 'too many files are open on this machine.',
  ENOSYS: 'the disk can not do it.',
  ESTALE: 'the network drive has lost it.',
  ETIMEDOUT: 'the network drive does not answer.',
}

/** An error of the file system as an explanation and a next step; it ends with a full stop. */
export function inWords(error: unknown): string {
  const code = errorCode(error)
  const known = words[code]
  if (known !== undefined) return `${known.slice(0, -1)} (${code}).`
  const said = error instanceof Error ? error.message : String(error)
  return said.endsWith('.') ? said : `${said}.`
}
