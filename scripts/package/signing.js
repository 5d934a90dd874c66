/**
 * Who signs, out of the environment: secrets stand in no file. What is not named is not signed.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {Partial<import('@electron/packager').Options>}
 */
export function signing(platform, env) {
  if (platform === 'win32') {
    const certificateFile = env['WINDOWS_CERTIFICATE_FILE']
    const certificatePassword = env['WINDOWS_CERTIFICATE_PASSWORD']
    if (!certificateFile || !certificatePassword) return {}
    return { windowsSign: { certificateFile, certificatePassword } }
  }
  if (platform === 'darwin') {
    const identity = env['APPLE_IDENTITY']
    const keychainProfile = env['APPLE_KEYCHAIN_PROFILE']
    if (!identity) return {}
    return {
      osxSign: { identity },
      ...(keychainProfile && { osxNotarize: { keychainProfile } }),
    }
  }
  return {}
}
