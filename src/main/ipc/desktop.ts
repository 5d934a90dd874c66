import type { AppInfo } from '#shared/ipc'
import type { FolderPurpose } from '../window/dialogs'

/** What the calls need of the desktop. */
export interface Desktop {
  readonly info: AppInfo
  readonly samplesFolder: string
  pickFiles(): Promise<string[] | null>
  /** Lets the operator choose the file that takes a package's place. */
  pickCopy(): Promise<string | null>
  pickFolder(purpose: FolderPurpose, present: string | null): Promise<string | null>
  /** Asks where to put a file; null when the operator changed their mind. */
  pickSave(title: string, name: string): Promise<string | null>
  /** Opens the file manager with the file chosen; false when it is not there. */
  showFile(path: string): Promise<boolean>
  openFolder(path: string): Promise<boolean>
  /** Lets the program start at login, or no more. Throws with words. */
  setStartAtLogin(on: boolean): Promise<void>
}

/** What is needed to put something into a file. */
export interface Saving extends Pick<Desktop, 'pickCopy' | 'pickSave'> {
  /** A package's name; null when there is no such package. */
  nameOf(fileId: number): Promise<string | null>
}
