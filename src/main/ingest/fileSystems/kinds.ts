/**
 * What a file system means to a database and to a watched folder:
 * - local: one kernel serves it, and sees every change
 * - host: a virtual machine or a sandbox shows its own disks so; changes from outside are not told
 * - network: another machine serves it, or a device that is no disk
 * - mirror: it shows another folder of this machine under a second path, with locks of its own
 * - unknown: a program serves it through FUSE, and nothing is known of that program
 */
export type FileSystemKind = 'local' | 'host' | 'network' | 'mirror' | 'unknown'

/**
 * Names as `/proc/self/mountinfo` has them (proc_pid_mountinfo(5)): the kernel's own, registered under
 * `fs/` of the Linux source. A network file system, or one whose disks several machines share. Every
 * other name that is not `fuse` or `fuse.<program>` is local.
 */
const kernelTypes: Readonly<Record<string, FileSystemKind>> = {
  ...all('network', ['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'ncpfs', 'afs', 'coda', 'ceph']),
  // Out of the kernel's tree: the clients of Lustre, IBM Storage Scale, BeeGFS, OrangeFS, PanFS, VxFS.
  ...all('network', ['lustre', 'gpfs', 'beegfs', 'orangefs', 'pvfs2', 'panfs', 'vxfs', 'acfs']),
  // One disk, many machines: each has a WAL index in a memory of its own.
  ...all('network', ['ocfs2', 'gfs2']),
  // Documentation/filesystems/9p.rst and virtiofs.rst: gVisor, Kata, WSL and Lima show disks so.
  ...all('host', ['9p', 'virtiofs']),
  // Folders of the machine outside, in VirtualBox, VMware and Parallels.
  ...all('network', ['vboxsf', 'vmhgfs', 'prl_fs', 'prl_fs_freeze']),
}

/**
 * What stands behind `fuse.` is the subtype that a program gives itself when it mounts (`-o subtype`,
 * mount.fuse(8)); `fuseblk` is what mounts a block device.
 */
const fusePrograms: Readonly<Record<string, FileSystemKind>> = {
  // Programs that read a local disk. ntfs-3g(8) and exfat-fuse mount block devices as `fuseblk`.
  ...all('local', ['ntfs-3g', 'ntfs', 'lowntfs-3g', 'exfat', 'exfat-fuse', 'ext2fs', 'fuse2fs']),
  ...all('local', ['fuseext2', 'zfs-fuse', 'lklfuse', 'apfs-fuse', 'hfsfuse', 'dislocker']),
  // Encrypted folders: what lies below is no database that anybody else could open.
  ...all('local', ['encfs', 'gocryptfs', 'cryfs', 'securefs']),
  // Containers without root. Nobody else has the same upper folder.
  ...all('local', ['fuse-overlayfs']),
  // sshfs(1), rclone mount, gluster, ceph-fuse(8), curlftpfs(1), davfs2, and other machines' disks.
  ...all('network', ['sshfs', 'rclone', 'glusterfs', 'ceph-fuse', 'ceph', 'curlftpfs', 'davfs']),
  ...all('network', ['davfs2', 'mfs', 'mfsmount', 'moosefs', 'lizardfs', 'saunafs', 'juicefs']),
  ...all('network', ['seaweedfs', 'weed', 'smbnetfs', 'fusesmb', 'afuse', 'fuse_dfs', 'hdfs']),
  ...all('network', ['gvfsd-fuse', 'kio-fuse', 'ltfs', 'nfs', 'fuse-nfs', 'cvmfs2', 'xrootdfs']),
  // Object stores and clouds.
  ...all('network', ['s3fs', 'goofys', 'geesefs', 'mountpoint-s3', 's3backer', 'gcsfuse']),
  ...all('network', ['blobfuse', 'blobfuse2', 'google-drive-ocamlfuse', 'onedriver', 'ossfs']),
  ...all('network', ['cosfs', 'obsfs', 'pCloud.fs', 'ipfs', 'kbfs', 'mega', 'tigrisfs']),
  // Telephones and cameras.
  ...all('network', ['jmtpfs', 'simple-mtpfs', 'go-mtpfs', 'mtpfs', 'ifuse', 'gphotofs']),
  // Folders of the machine outside, in VMware and Docker Desktop.
  ...all('network', ['vmhgfs-fuse', 'grpcfuse', 'osxfs']),
  // bindfs(1), mergerfs(1), unionfs-fuse, mhddfs, and the desktop's document portal.
  ...all('mirror', ['bindfs', 'mergerfs', 'unionfs', 'unionfs-fuse', 'mhddfs', 'portal', 'lxcfs']),
}

function all(kind: FileSystemKind, names: readonly string[]): Record<string, FileSystemKind> {
  return Object.fromEntries(names.map((name) => [name, kind]))
}

/** What a file system is by its name in mountinfo. */
export function kindOf(type: string): FileSystemKind {
  if (type === 'fuseblk' || type.startsWith('fuseblk.')) return 'local'
  if (type === 'fuse') return 'unknown'
  if (!type.startsWith('fuse.')) return kernelTypes[type] ?? 'local'
  return fusePrograms[type.slice('fuse.'.length)] ?? 'unknown'
}

/**
 * Names for the numbers of `statfs(2)`, for where mountinfo can't be read; from `linux/magic.h` and
 * the file systems' own sources.
 */
export const namesOfNumbers: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb3'],
  [0xfe534d42, 'smb3'],
  [0xff534d42, 'cifs'],
  [0x00c36400, 'ceph'],
  [0x5346414f, 'afs'],
  [0x01021997, '9p'],
  [0x0bd00bd0, 'lustre'],
  [0x47504653, 'gpfs'],
  [0x19830326, 'beegfs'],
  [0x73757245, 'coda'],
  [0x7461636f, 'ocfs2'],
  [0x01161970, 'gfs2'],
  [0x786f4256, 'vboxsf'],
  [0x65735546, 'fuse'],
])
