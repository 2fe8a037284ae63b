import { z } from 'zod'
import {
  REGION_NAME_MAX_LENGTH,
  REGION_NAME_MIN_LENGTH,
  REGION_NAME_RESERVED_MESSAGE,
  REGION_NAME_SHAPE,
  REGION_NAME_SHAPE_MESSAGE,
  RESERVED_REGION_NAMES,
} from './region-name.ts'

/** A region's name: the slug in its address. Not trimmed or folded: stored as typed. */
export const regionNameSchema = z
  .string(REGION_NAME_SHAPE_MESSAGE)
  .min(REGION_NAME_MIN_LENGTH, REGION_NAME_SHAPE_MESSAGE)
  .max(REGION_NAME_MAX_LENGTH, REGION_NAME_SHAPE_MESSAGE)
  .regex(REGION_NAME_SHAPE, REGION_NAME_SHAPE_MESSAGE)
  .refine((name) => !RESERVED_REGION_NAMES.has(name), REGION_NAME_RESERVED_MESSAGE)
