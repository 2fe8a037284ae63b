import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { type TradeBonuses } from '../economy/specializations.ts'
import { fromBasisPoints, fromHundredths, toBasisPoints, toHundredths } from '../rates.ts'
import { LEVER_SCHEMAS, type RequestedValue } from './lever-schemas.ts'
import { LEVER_TABLE, LEVERS, type WireName } from './lever-table.ts'
import { type SettingsPatch } from './levers.ts'
import { type Lever, type RegionSettings } from './settings.ts'

type WireLevers = { [L in Lever as WireName<L>]: (typeof LEVER_SCHEMAS)[L] }

/** Request schemas of all levers by wire name. */
export const WIRE_LEVERS = Object.fromEntries(
  LEVERS.map((lever) => [LEVER_TABLE[lever].wire, LEVER_SCHEMAS[lever]]),
) as WireLevers

/** Any set of levers in a wire request. */
export const wireChangesSchema = z.object(WIRE_LEVERS).partial()
export type WireChanges = { [L in Lever as WireName<L>]?: RequestedValue<L> | undefined }

/** Settings in responses. */
export type SettingsOnWire = { [L in Lever as WireName<L>]: RequestedValue<L> }

/** Converts a validated wire request to stored integers. The only place where fractions become basis points. */
export function changesFromWire(wire: WireChanges): SettingsPatch {
  const patch: Record<string, unknown> = {}
  for (const lever of LEVERS) {
    const value: unknown = wire[LEVER_TABLE[lever].wire]
    if (value !== undefined)
      patch[lever] = convert(lever, value, { rate: toBasisPoints, factor: toHundredths })
  }
  // Each value was parsed by its lever's schema, and conversion keeps its type.
  return patch as SettingsPatch
}

/** All settings of a region in wire values. */
export const settingsToWire = (settings: RegionSettings): SettingsOnWire =>
  // Every lever is set, so every wire name is present.
  changesToWire(settings) as SettingsOnWire

/** The reverse of {@link changesFromWire}: a patch in wire values. */
export function changesToWire(patch: SettingsPatch): Partial<SettingsOnWire> {
  const wire: Record<string, unknown> = {}
  for (const lever of LEVERS) {
    const value: unknown = patch[lever]
    if (value !== undefined)
      wire[LEVER_TABLE[lever].wire] = convert(lever, value, { rate: fromBasisPoints, factor: fromHundredths })
  }
  // Each name belongs to its lever, and conversion keeps the type.
  return wire as Partial<SettingsOnWire>
}

type Conversion = { rate: (value: number) => number; factor: (value: number) => number }

/** Converts rates and factors; everything else stays the same. */
function convert(lever: Lever, value: unknown, { rate, factor }: Conversion): unknown {
  const entry = LEVER_TABLE[lever]
  if ('bound' in entry && entry.bound.unit === 'basis_points') return rate(Number(value))
  if ('each' in entry) return mapBonuses(value as Partial<TradeBonuses>, factor)
  return value
}

function mapBonuses(
  bonuses: Partial<TradeBonuses>,
  factor: (bonus: number) => number,
): Partial<TradeBonuses> {
  const mapped: Partial<TradeBonuses> = {}
  for (const commodity of COMMODITIES) {
    const bonus = bonuses[commodity]
    if (bonus !== undefined) mapped[commodity] = factor(bonus)
  }
  return mapped
}
