import { app, type Session } from 'electron'
import { isPageUrl } from './page'

/**
 * Whether the installed program is started so that others could drive its page. Electron's fuses
 * close all other such ways.
 */
export function isToBeDrivenFromOutside(): boolean {
  const switches = ['remote-debugging-port', 'remote-debugging-pipe']
  return app.isPackaged && switches.some((name) => app.commandLine.hasSwitch(name))
}

/**
 * The page never leaves itself, opens nothing and embeds nothing. Holds for every web contents that
 * this program will ever have. After Electron's security guide.
 */
export function forbidLeavingThePage(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** No permission, no device, no screen capture, no address but the page's own. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isPageUrl(url) && !url.startsWith('devtools://') })
  })
  // Else Chromium fetches its dictionaries at each start, whether a page checks spelling or not.
  session.setSpellCheckerLanguages([])
  session.on('will-download', (event) => event.preventDefault())
}
