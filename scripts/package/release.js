import { NeedsHandsError } from '../lib/steps.js'

/**
 * Throws where what is to be made would be a release on the Electron that only stands in.
 *
 * @param {Pick<import('../lib/electron.js').Electron, 'isFallback' | 'version'>} electron
 * @param {{ trial: boolean }} options
 */
export function refuseStandIn({ isFallback, version }, { trial }) {
  if (!isFallback || trial) return
  throw new NeedsHandsError(
    `No release is made on Electron ${version}, which only stands in for the current one and is ` +
      'too old for operators. Package where that can be downloaded, or make a trial, which says ' +
      'that it is one:\n  npm run package -- --trial',
  )
}
