import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * Everything that Electron lets be switched off for good inside its binary. All are named, so that
 * one that a later Electron brings stops the packaging until somebody has thought about it.
 *
 * @type {import('@electron/fuses').FuseV1Config & { strictlyRequireAllFuses: true }}
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The terminal has a Node of its own.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // macOS and Windows alone look at the first; on Linux it is for the package manager to verify.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // The page has no cookies, and their key would be asked for from the desktop's keyring.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The page has a scheme of its own.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Lines are read by WebAssembly: it is what makes that fast.
  [FuseV1Options.WasmTrapHandlers]: true,
}

/**
 * @param {string} electron the binary, on macOS the `.app`
 */
export async function setFuses(electron) {
  // The stand-in is too old to have all of them.
  const present = await getCurrentFuseWire(electron)
  const own = { ...fuses }
  for (const name of Object.keys(fuses)) {
    if (/^\d+$/.test(name) && !(name in present)) Reflect.deleteProperty(own, name)
  }
  await flipFuses(electron, own)
}
