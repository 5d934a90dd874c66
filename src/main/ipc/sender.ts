import { isPageUrl } from '../window/page'

/** The frame that a message came from, as Electron tells it. */
export interface Sender {
  readonly contentsId: number
  /** Null when the frame went away meanwhile. */
  readonly frame: { readonly url: string; readonly isMain: boolean } | null
}

/** Only the page itself, in the main frame of the one window, may call. */
export function isTrusted(sender: Sender, windowContentsId: number | null): boolean {
  return (
    sender.contentsId === windowContentsId &&
    sender.frame !== null &&
    sender.frame.isMain &&
    isPageUrl(sender.frame.url)
  )
}
