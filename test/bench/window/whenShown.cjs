// Loaded into the program by NODE_OPTIONS: prints a line when the first window is on the screen.
// Its threads load it too.
if (process.type === 'browser') {
  setImmediate(() => {
    const { app } = require('electron')
    app.once('browser-window-created', (_event, window) => {
      window.once('show', () => process.stdout.write('window shown\n'))
    })
  })
}
