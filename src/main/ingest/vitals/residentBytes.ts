/** What this process has in memory, in bytes; 0 where the system can't be asked just now. */
export function residentBytes(): number {
  try {
    return process.memoryUsage.rss()
  } catch {
    // It is read from a file, and no more files may be open than the system allows.
    return 0
  }
}
