import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { type TradeBonuses } from '../economy/specializations.ts'
import { fromBasisPoints, fromHundredths, toBasisPoints, toHundredths } from '../rates.ts'
import { LEVER_SCHEMAS, type RequestedValue } from './lever-schemas.ts'
import { LEVER_TABLE, LEVERS, type WireName } from './lever-table.ts'
import { type SettingsPatch } from './levers.ts'
import { type Lever, type RegionSettings } from './settings.ts'

type WireLevers = { [L in Lever as WireName<L>]: (typeof LEVER_SCHEMAS)[L] }

/** Every lever as the wire writes it, by its name there; the names are those of the table, one each. */
export const WIRE_LEVERS = Object.fromEntries(
  LEVERS.map((lever) => [LEVER_TABLE[lever].wire, LEVER_SCHEMAS[lever]]),
) as WireLevers

/** Any wire request for changes: whichever levers it names. */
export const wireChangesSchema = z.object(WIRE_LEVERS).partial()
export type WireChanges = { [L in Lever as WireName<L>]?: RequestedValue<L> | undefined }

/** Settings as answers carry them. */
export type SettingsOnWire = { [L in Lever as WireName<L>]: RequestedValue<L> }

/** A checked wire request in the game's own integers. The only place where fractions become basis points. */
export function changesFromWire(wire: WireChanges): SettingsPatch {
  const patch: Record<string, unknown> = {}
  for (const lever of LEVERS) {
    const value: unknown = wire[LEVER_TABLE[lever].wire]
    if (value !== undefined)
      patch[lever] = convert(lever, value, { rate: toBasisPoints, factor: toHundredths })
  }
  // Each value was parsed by the schema of its own lever, and the conversion keeps its kind.
  return patch as SettingsPatch
}

/** All settings of a region as the wire writes them. */
export const settingsToWire = (settings: RegionSettings): SettingsOnWire =>
  // Every lever is there, so every name of the wire is.
  changesToWire(settings) as SettingsOnWire

/** The reverse of {@link changesFromWire}: a patch as the wire writes it. */
export function changesToWire(patch: SettingsPatch): Partial<SettingsOnWire> {
  const wire: Record<string, unknown> = {}
  for (const lever of LEVERS) {
    const value: unknown = patch[lever]
    if (value !== undefined)
      wire[LEVER_TABLE[lever].wire] = convert(lever, value, { rate: fromBasisPoints, factor: fromHundredths })
  }
  // Each name is that of its own lever, and the conversion keeps the kind of its value.
  return wire as Partial<SettingsOnWire>
}

type Conversion = { rate: (value: number) => number; factor: (value: number) => number }

/** Rates and factors are converted, everything else is the same on both sides. */
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
