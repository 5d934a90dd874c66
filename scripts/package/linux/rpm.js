import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runQuietly } from '../../lib/run.js'
import { FURTHER_WORDS, productOf } from '../product.js'

/**
 * The architectures that RPM and Node call by different names.
 *
 * @type {Partial<Record<NodeJS.Architecture, string>>}
 */
const ARCHITECTURES = { x64: 'x86_64', arm64: 'aarch64' }

/**
 * Makes an RPM package of a tree.
 *
 * @param {string} tree has the folder `usr`
 * @param {string} out
 * @param {import('../product.js').Product} product
 * @returns {Promise<string>} the package
 */
export async function makeRpm(tree, out, product) {
  const architecture = ARCHITECTURES[process.arch] ?? process.arch
  const file = `${product.name}-${product.version}-1.${architecture}.rpm`
  const work = await mkdtemp(join(out, 'rpm-'))
  try {
    const spec = join(work, 'downlink.spec')
    await writeFile(spec, specOf(tree, product))
    const defined = { _topdir: work, _rpmdir: work, _build_name_fmt: file, _tmppath: work }
    await runQuietly('rpmbuild', [
      '-bb',
      '--quiet',
      `--target=${architecture}`,
      `--buildroot=${join(work, 'root')}`,
      ...Object.entries(defined).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
      spec,
    ])
    await rename(join(work, file), join(out, file))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return join(out, file)
}

/** @param {string} tree @param {import('../product.js').Product} product */
function specOf(tree, product) {
  return `# Electron's binaries stay as they are: stripped, they are not what was signed or tested.
%global __os_install_post %{nil}
%global debug_package %{nil}
%global _build_id_links none
%global _binary_payload w3T0.zstdio

Name: ${product.name}
Version: ${product.version}
Release: 1
Summary: ${product.title}: ${product.description}
License: ${product.licence}
Packager: ${product.maintainer}
Conflicts: ${productOf({ isTrial: !product.isTrial }).name}
# Its own libraries are nobody else's.
AutoReqProv: no
# It asks the bus by gdbus, which is in glib2.
Requires: glib2, gtk3, libX11-xcb, nss, alsa-lib, mesa-libgbm, libnotify, xdg-utils

%description
${FURTHER_WORDS.join('\n')}

%install
mkdir -p %{buildroot}
cp --archive --reflink=auto ${tree}/usr %{buildroot}/usr

%files
%defattr(-, root, root, -)
/usr/bin/*
/usr/lib/downlink
/usr/lib/systemd/user/*
/usr/share/applications/*
/usr/share/bash-completion/completions/*
/usr/share/doc/${product.name}
/usr/share/fish/vendor_completions.d/*
/usr/share/icons/hicolor/*/apps/*
/usr/share/man/man1/*
/usr/share/mime/packages/*
/usr/share/zsh/*/*
`
}
