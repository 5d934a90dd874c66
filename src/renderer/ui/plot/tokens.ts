import { useSyncExternalStore } from 'react'

/** Colours of the style sheet as a canvas understands them. */
export interface PlotColours {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly grid: string
  readonly surface: string
  readonly accent: string
  readonly band: string
  readonly gap: string
  readonly attention: string
  readonly bad: string
  readonly land: string
  readonly sea: string
  /** From the least value to the greatest: as much lighter or darker from one to the next. */
  readonly scale: readonly string[]
  /** For words, as `wordLook` has them. Told apart with any kind of colour sight. */
  readonly words: readonly string[]
  /** For lines in one plot, by their place. */
  readonly lines: readonly string[]
}

const SCALE_STOPS = 7
const WORDS = 7
const LINES = 8

function read(): PlotColours {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  // A custom property keeps the words of light-dark(); a colour that was put to use is resolved.
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const colours: PlotColours = {
    text: colour('text'),
    muted: colour('text-muted'),
    line: colour('line-strong'),
    grid: colour('line'),
    surface: colour('surface'),
    accent: colour('accent'),
    band: colour('plot-band'),
    gap: colour('plot-gap'),
    attention: colour('attention'),
    bad: colour('bad'),
    land: colour('plot-land'),
    sea: colour('plot-sea'),
    scale: Array.from({ length: SCALE_STOPS }, (_, i) => colour(`plot-scale-${i}`)),
    words: Array.from({ length: WORDS }, (_, i) => colour(`plot-word-${i}`)),
    lines: Array.from({ length: LINES }, (_, i) => colour(`plot-line-${i}`)),
  }
  probe.remove()
  return colours
}

const dark = matchMedia('(prefers-color-scheme: dark)')

function theme(): string {
  return `${document.documentElement.dataset['theme'] ?? ''} ${dark.matches}`
}

let known: { readonly theme: string; readonly colours: PlotColours } | null = null

/** The colours of the theme that is on now, which may have changed while nothing was drawn. */
function plotColours(): PlotColours {
  const now = theme()
  if (known?.theme !== now) known = { theme: now, colours: read() }
  return known.colours
}

function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  dark.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    dark.removeEventListener('change', listener)
  }
}

let font: string | null = null

/** The font of small texts, as a canvas takes it. */
export function plotFont(): string {
  font ??= `11px ${getComputedStyle(document.body).fontFamily}`
  return font
}

/** The theme's colours; a part that draws with them draws again when the theme changes. */
export function usePlotColours(): PlotColours {
  return useSyncExternalStore(onThemeChange, plotColours)
}
