import { z } from 'zod'
import { themeSchema } from '../culture/theme-schema.ts'
import { mottoSchema } from '../culture/traditions.ts'
import { displayNameSchema } from '../regions/display-name.ts'
import { GOVERNANCE_TYPES } from '../regions/governance-types.ts'
import { regionNameSchema } from '../regions/region-name-schema.ts'
import { SPECIALIZATIONS } from '../economy/specializations.ts'
import { PLAN_KEYS } from './plans.ts'
import { TIERS } from './tiers.ts'

/**
 * Input of a checkout (DESIGN.md §4). A region needs a name; the rest has defaults: the name as display name,
 * autocracy, no specialisation, the platform's theme. A citizenship needs nothing more.
 */
export const checkoutInput = z
  .object({
    plan: z.enum(PLAN_KEYS, `The plan must be one of ${PLAN_KEYS.join(', ')}.`),
    /** The size of a region; the smallest without a choice. */
    tier: z.enum(TIERS, `The size must be one of ${TIERS.join(', ')}.`).optional(),
    regionName: regionNameSchema.optional(),
    displayName: displayNameSchema.optional(),
    governanceType: z
      .enum(GOVERNANCE_TYPES, `The form of government must be one of ${GOVERNANCE_TYPES.join(', ')}.`)
      .optional(),
    economicSpecialization: z
      .enum(SPECIALIZATIONS, `The specialisation must be one of ${SPECIALIZATIONS.join(', ')}.`)
      .nullish(),
    theme: themeSchema.optional(),
    motto: mottoSchema.optional(),
  })
  .superRefine((input, check) => {
    if (input.plan === 'regional_owner' && input.regionName === undefined) {
      check.addIssue({ code: 'custom', path: ['regionName'], message: 'A region needs a name.' })
    }
    if (input.regionName === undefined || input.displayName !== undefined) return
    const shown = displayNameSchema.safeParse(input.regionName)
    for (const { message } of shown.error?.issues ?? [])
      check.addIssue({ code: 'custom', path: ['regionName'], message })
  })
export type CheckoutInput = z.infer<typeof checkoutInput>

/** Open checkouts per person, so that nobody can hoard names. */
export const MAX_OPEN_CHECKOUTS = 3
