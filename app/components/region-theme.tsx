import { type CSSProperties, type ReactNode } from 'react'
import { contrastRatio } from '#server/domain/culture/contrast.ts'
import { type ThemeFont } from '#server/domain/culture/theme.ts'
import { cn } from '#app/lib/cn.ts'
import { inkOn, legibleOn, parseHex } from '#app/lib/contrast.ts'

export type RegionColours = { accent: string; background?: string; text?: string; font?: string }

export type RegionThemeProps = {
  /** The region's theme; null uses the platform's theme. */
  theme: RegionColours | null
  /**
   * `accent`: the region's accent and font, dark or light as the viewer chose. `full`: also its background and text
   * (for the region's own pages).
   */
  extent?: 'accent' | 'full'
  className?: string
  children: ReactNode
}

const DARK_SURFACES = ['#05080f', '#0b1220', '#111a2d', '#1a2640']
const LIGHT_SURFACES = ['#ffffff', '#f3f6fc', '#eaeff8', '#e3eaf6']

/** Font stacks for the domain's THEME_FONTS. */
const FONTS: Record<ThemeFont, string> = {
  oxanium: "'Oxanium Variable', sans-serif",
  inter: "'Inter Variable', sans-serif",
  system: 'ui-sans-serif, system-ui, sans-serif',
  serif: "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, serif",
  mono: "ui-monospace, 'Cascadia Mono', Menlo, monospace",
}

const isThemeFont = (font: string): font is ThemeFont => Object.hasOwn(FONTS, font)

type Variables = CSSProperties & Record<`--${string}`, string>

const accentVariables = (accent: string): Variables => {
  const [light, dark] = [legibleOn(accent, LIGHT_SURFACES), legibleOn(accent, DARK_SURFACES)]
  return {
    '--accent': `light-dark(${light}, ${dark})`,
    '--on-accent': `light-dark(${inkOn(light)}, ${inkOn(dark)})`,
  }
}

const fullVariables = ({ accent, background = '', text = '' }: RegionColours): Variables => {
  const legible = legibleOn(accent, [background])
  const blend = (share: number) => `color-mix(in oklab, ${text} ${share}%, ${background})`
  const darkBack = contrastRatio(background, '#ffffff') > contrastRatio(background, '#000000')
  return {
    colorScheme: darkBack ? 'dark' : 'light',
    '--accent': legible,
    '--on-accent': inkOn(legible),
    '--bg': background,
    '--surface': blend(3),
    '--surface-2': blend(6),
    '--surface-3': blend(10),
    '--line': blend(22),
    '--line-strong': blend(60),
    '--ink': text,
    '--ink-2': blend(90),
    '--ink-3': blend(84),
    background,
    color: text,
  }
}

const isLegiblePair = ({ background = '', text = '' }: RegionColours): boolean =>
  parseHex(background) !== null && parseHex(text) !== null && contrastRatio(background, text) >= 4.5

const known = new Map<string, Variables>()
const KNOWN_MAX = 200

/** Finding legible colours takes a phone milliseconds, and a page asks for the same ones at each render. */
const knownVariables = (theme: RegionColours, extent: 'accent' | 'full'): Variables => {
  const key = [extent, theme.accent, theme.background, theme.text, theme.font].join()
  const before = known.get(key)
  if (before) return before
  const [oldest] = known.keys()
  if (known.size >= KNOWN_MAX && oldest !== undefined) known.delete(oldest)
  const variables = variablesOf(theme, extent)
  known.set(key, variables)
  return variables
}

const variablesOf = (theme: RegionColours, extent: 'accent' | 'full'): Variables => {
  if (parseHex(theme.accent) === null) return {}
  const font = theme.font !== undefined && isThemeFont(theme.font) ? FONTS[theme.font] : undefined
  return {
    ...(extent === 'full' && isLegiblePair(theme) ? fullVariables(theme) : accentVariables(theme.accent)),
    ...(font === undefined ? {} : { '--font-region': font }),
  }
}

/** A region's accent and font as CSS variables, for what cannot stand in a `RegionTheme`. */
export const themeVariables = (theme: RegionColours): CSSProperties => knownVariables(theme, 'accent')

/** Applies the region's colours to its children, adjusted where contrast would be too low. */
export function RegionTheme({ theme, extent = 'accent', className, children }: RegionThemeProps) {
  return (
    <div
      style={theme === null ? undefined : knownVariables(theme, extent)}
      className={cn('min-w-0', className)}
    >
      {children}
    </div>
  )
}
