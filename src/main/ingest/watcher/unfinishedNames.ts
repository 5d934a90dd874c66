/** How a name shows that a program is not finished with its file, or that it is no package at all. */
interface NamePattern {
  /** Lower case: names are compared without it, as disks of Windows and macOS do. */
  readonly starts?: string
  readonly ends?: string
  /** What gives such names, in words that finish 'as … has it'. */
  readonly of: string
}

/**
 * Names that programs give to files while they write them, or to what they keep beside a file while
 * it is open. Names that begin with a dot are left alone anyway, and with them the unfinished copies
 * of rsync (`.name.XXXXXX`), Syncthing (`.syncthing.name.tmp`), Nextcloud and ownCloud (`.name.~hex`),
 * ProFTPD (`.in.name.`), Pure-FTPd (`.pureftpd-upload.…`), lftp (`.in.name`), `install` scripts, vim
 * (`.name.swp`), emacs' locks (`.#name`), LibreOffice (`.~lock.name#`), files that are open on NFS or
 * FUSE while they are removed (`.nfs…`, `.fuse_hidden…`), and Dropbox' own (`.dropbox…`).
 *
 * wget, curl, scp, sftp and FileZilla write under the final name: there only waiting helps.
 */
const patterns: readonly NamePattern[] = [
  // Firefox, KDE's copies (KIO), Transmission, JDownloader, ncftp; ownCloud's server for uploads.
  { ends: '.part', of: 'an unfinished download' },
  // WinSCP, by default for all above 100 KB (winscp.net/eng/docs/ui_pref_resume).
  { ends: '.filepart', of: 'an unfinished WinSCP transfer' },
  // Internet Explorer and old Edge; rclone since 1.63 (`name.<hash>.partial`, --partial-suffix).
  { ends: '.partial', of: 'an unfinished download' },
  // Chrome, Edge and what is built on them.
  { ends: '.crdownload', of: 'an unfinished download' },
  // Safari and Epiphany.
  { ends: '.download', of: 'an unfinished download' },
  // Opera.
  { ends: '.opdownload', of: 'an unfinished download' },
  // Names that upload scripts and servers commonly use.
  { ends: '.inprogress', of: 'an unfinished transfer' },
  { ends: '.incomplete', of: 'an unfinished transfer' },
  { ends: '.uploading', of: 'an unfinished upload' },
  // aria2's control file; it lies beside the file that is written under its final name.
  { ends: '.aria2', of: 'what aria2 keeps beside an unfinished download' },
  // yt-dlp.
  { ends: '.ytdl', of: 'what yt-dlp keeps beside an unfinished download' },
  // µTorrent, qBittorrent, BitComet, BitTorrent Sync and Resilio.
  { ends: '.!ut', of: 'an unfinished torrent' },
  { ends: '.!qb', of: 'an unfinished torrent' },
  { ends: '.!bt', of: 'an unfinished torrent' },
  { ends: '.bc!', of: 'an unfinished torrent' },
  { ends: '.!sync', of: 'an unfinished copy of Resilio Sync' },
  // FreeFileSync.
  { ends: '.ffs_tmp', of: 'an unfinished copy of FreeFileSync' },
  // robocopy's and many programs' own way to write a file and rename it.
  { ends: '.tmp', of: 'a temporary file' },
  { ends: '.temp', of: 'a temporary file' },
  // An editor's swap file whose dot in front was lost, and Kate's.
  { ends: '.swp', of: "an editor's swap file" },
  { ends: '.swx', of: "an editor's swap file" },
  { ends: '.kate-swp', of: "an editor's swap file" },
  // Syncthing on Windows (lib/fs/tempname.go), Microsoft Office's owner files, OneDrive's temporary ones.
  { starts: '~syncthing~', of: 'an unfinished copy of Syncthing' },
  { starts: '~$', of: 'what Office keeps beside an open document' },
  { starts: '~wrl', of: 'a temporary file of Word' },
  // emacs saves what is being edited under such a name.
  { starts: '#', ends: '#', of: 'what emacs keeps of an open file' },
]

/** What a name says of its file, in words; null where it says nothing. */
export function unfinishedName(name: string): string | null {
  const lower = name.toLowerCase()
  const found = patterns.find(
    ({ starts = '', ends = '' }) =>
      lower.startsWith(starts) && lower.endsWith(ends) && lower.length > starts.length,
  )
  if (found === undefined) return null
  const { starts, ends, of } = found
  const marks = [
    starts === undefined ? null : `begins with ${starts}`,
    ends === undefined ? null : `ends with ${ends}`,
  ].filter((mark) => mark !== null)
  return `Not finished: its name ${marks.join(' and ')}, as ${of} has it.`
}
