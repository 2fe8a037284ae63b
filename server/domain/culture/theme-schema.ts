import { z } from 'zod'
import { EMBLEMS, THEME_FONTS } from './theme.ts'
import {
  COLOUR_SHAPE,
  colourMessage,
  contrastProblem,
  EMBLEM_MESSAGE,
  FONT_MESSAGE,
} from './theme-problems.ts'

const colour = (of: 'accent' | 'background' | 'text') =>
  z.string(colourMessage(of)).regex(COLOUR_SHAPE, colourMessage(of)).toLowerCase()

export const themeSchema = z
  .object({
    accent: colour('accent'),
    background: colour('background'),
    text: colour('text'),
    font: z.enum(THEME_FONTS, FONT_MESSAGE),
    emblem: z.enum(EMBLEMS, EMBLEM_MESSAGE),
  })
  .superRefine((theme, context) => {
    const problem = contrastProblem(theme)
    if (problem) context.addIssue({ code: 'custom', path: [problem.of], message: problem.message })
  })
