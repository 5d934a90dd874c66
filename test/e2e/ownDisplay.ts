import { inject } from 'vitest'

const displays = inject('displays')
const worker = Number(process.env['VITEST_POOL_ID'])
if (displays.length > 0) {
  process.env['DISPLAY'] = displays[(worker - 1) % displays.length]
  delete process.env['WAYLAND_DISPLAY']
}
