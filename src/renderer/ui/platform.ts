/** Whether keys carry a Mac's names. */
export const isMac = navigator.userAgent.includes('Macintosh')
