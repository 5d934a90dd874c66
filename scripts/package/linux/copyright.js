/**
 * What Debian's policy asks every package to say, which is good for the others too.
 *
 * @param {import('../product.js').Product} product
 * @param {string} home where the program lies
 */
export function copyright({ title, licence, maintainer }, home) {
  return `${title}, by ${maintainer}
Licence: ${licence}

What others made that is in it is listed in ${home}/resources/parts.cdx.json
(CycloneDX), with their licences in licences.txt beside it. Those of Electron and
of what Chromium is made of are in ${home}: LICENSE*.
`
}
