import { z } from 'zod'
import { checkThemeContrast, EMBLEMS, THEME_FONTS } from './theme.ts'

const colour = (label: string) =>
  z
    .string(`${label} must be a colour such as #5ee1ff.`)
    .regex(/^#[0-9a-fA-F]{6}$/, `${label} must be a colour such as #5ee1ff.`)
    .toLowerCase()

export const themeSchema = z
  .object({
    accent: colour('The accent'),
    background: colour('The background'),
    text: colour('The text colour'),
    font: z.enum(THEME_FONTS, `The font must be one of ${THEME_FONTS.join(', ')}.`),
    emblem: z.enum(EMBLEMS, `The emblem must be one of ${EMBLEMS.join(', ')}.`),
  })
  .superRefine((theme, context) => {
    const verdict = checkThemeContrast(theme)
    if (verdict.ok) return
    const path = verdict.reason === 'text-contrast-too-low' ? 'text' : 'accent'
    context.addIssue({ code: 'custom', path: [path], message: verdict.message })
  })
