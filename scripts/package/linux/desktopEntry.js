import { WINDOW_COMMAND } from '../product.js'

/** @param {import('../product.js').Product} product @returns {string} how desktops list it */
export function desktopEntry({ title, description }) {
  return `[Desktop Entry]
Type=Application
Name=${title}
GenericName=Telemetry ingest station
Comment=${description}
Exec=${WINDOW_COMMAND}
Icon=downlink
Terminal=false
Categories=Science;DataVisualization;
Keywords=satellite;telemetry;import;
StartupWMClass=${WINDOW_COMMAND}
`
}
