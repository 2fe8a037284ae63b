import { checkThemeContrast, EMBLEMS, THEME_FONTS, type Theme } from './theme.ts'

const COLOURS = { accent: 'The accent', background: 'The background', text: 'The text colour' } as const

export const COLOUR_SHAPE = /^#[0-9a-fA-F]{6}$/
export const colourMessage = (of: keyof typeof COLOURS): string =>
  `${COLOURS[of]} must be a colour such as #5ee1ff.`
export const FONT_MESSAGE = `The font must be one of ${THEME_FONTS.join(', ')}.`
export const EMBLEM_MESSAGE = `The emblem must be one of ${EMBLEMS.join(', ')}.`

export function contrastProblem(theme: Theme): { of: 'text' | 'accent'; message: string } | null {
  // What is no colour has no contrast.
  if (![theme.accent, theme.background, theme.text].every((colour) => COLOUR_SHAPE.test(colour))) return null
  const verdict = checkThemeContrast(theme)
  if (verdict.ok) return null
  return { of: verdict.reason === 'text-contrast-too-low' ? 'text' : 'accent', message: verdict.message }
}

/** What is wrong with each part of a look, as people are told. For pages that check while one chooses. */
export function themeProblems(theme: Theme): Partial<Record<keyof Theme, string>> {
  const problems: Partial<Record<keyof Theme, string>> = {}
  for (const of of ['accent', 'background', 'text'] as const)
    if (!COLOUR_SHAPE.test(theme[of])) problems[of] = colourMessage(of)
  if (!THEME_FONTS.some((font) => font === theme.font)) problems.font = FONT_MESSAGE
  if (!EMBLEMS.some((emblem) => emblem === theme.emblem)) problems.emblem = EMBLEM_MESSAGE
  if (Object.keys(problems).length > 0) return problems
  const contrast = contrastProblem(theme)
  return contrast ? { [contrast.of]: contrast.message } : {}
}
