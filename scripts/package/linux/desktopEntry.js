import { WINDOW_COMMAND } from '../product.js'

/**
 * The type that resources/linux/downlink.xml tells desktops of. Whoever lists application/json or
 * text/csv becomes what opens all of these; as it takes files, it can be chosen for any of them.
 */
const TYPE = 'application/vnd.downlink.telemetry+json'

/** @param {import('../product.js').Product} product @returns {string} how desktops list it */
export function desktopEntry({ title, description }) {
  return `[Desktop Entry]
Type=Application
Name=${title}
GenericName=Telemetry ingest station
Comment=${description}
Exec=${WINDOW_COMMAND} %F
MimeType=${TYPE};
Icon=downlink
Terminal=false
Categories=Science;DataVisualization;
Keywords=satellite;telemetry;import;
StartupWMClass=${WINDOW_COMMAND}
`
}
