import { refuse, allow, type Verdict } from '../refusal.ts'
import { contrastRatio } from './contrast.ts'

/** Fonts that the game serves itself; a theme names one by key. */
export const THEME_FONTS = ['inter', 'oxanium', 'system', 'serif', 'mono'] as const
export type ThemeFont = (typeof THEME_FONTS)[number]

/** Emblems that the game draws itself; a theme names one by key. */
export const EMBLEMS = [
  'anchor',
  'atom',
  'beacon',
  'comet',
  'compass',
  'crown',
  'crystal',
  'eclipse',
  'flame',
  'gear',
  'hammer',
  'hexagon',
  'laurel',
  'leaf',
  'lotus',
  'moon',
  'orbit',
  'phoenix',
  'ring',
  'scales',
  'shield',
  'star',
  'sun',
  'wave',
] as const
export type Emblem = (typeof EMBLEMS)[number]

/** Colours are `#rrggbb`, the font and emblem are keys of the lists above. */
export type Theme = { accent: string; background: string; text: string; font: string; emblem: string }

/** WCAG 2.2 AA: 4.5 for text (1.4.3), 3 for the parts of controls (1.4.11). */
export const TEXT_CONTRAST_MIN = 4.5
export const ACCENT_CONTRAST_MIN = 3

export const DEFAULT_THEME: Theme = {
  accent: '#5ee1ff',
  background: '#0b1020',
  text: '#e8edf7',
  font: 'inter',
  emblem: 'orbit',
}

export type ThemeContrast = { text: number; accent: number; textPasses: boolean; accentPasses: boolean }

/** The two contrast ratios of a theme, for the live preview and for saving. */
export function themeContrast(theme: Pick<Theme, 'accent' | 'background' | 'text'>): ThemeContrast {
  const text = contrastRatio(theme.text, theme.background)
  const accent = contrastRatio(theme.accent, theme.background)
  return { text, accent, textPasses: text >= TEXT_CONTRAST_MIN, accentPasses: accent >= ACCENT_CONTRAST_MIN }
}

/** Refuses a theme with poor contrast of text or accent (DESIGN.md §3 Culture: contrast-checked when saved). */
export function checkThemeContrast(
  theme: Theme,
): Verdict<ThemeContrast, 'text-contrast-too-low' | 'accent-contrast-too-low'> {
  const contrast = themeContrast(theme)
  if (!contrast.textPasses)
    return refuse(
      'text-contrast-too-low',
      `Text on background has a contrast of ${shown(contrast.text)}; it must be at least ${TEXT_CONTRAST_MIN}.`,
    )
  if (!contrast.accentPasses)
    return refuse(
      'accent-contrast-too-low',
      `Accent on background has a contrast of ${shown(contrast.accent)}; it must be at least ${ACCENT_CONTRAST_MIN}.`,
    )
  return allow(contrast)
}

// Rounded down: a ratio just below the limit must not read as the limit.
const shown = (ratio: number): string => (Math.floor(ratio * 100) / 100).toFixed(2)
