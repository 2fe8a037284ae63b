import { COMMODITIES, type Commodity } from '../economy/commodities.ts'

/** Units of each good aboard, whole numbers from 0. */
export type Cargo = Readonly<Partial<Record<Commodity, number>>>

/** What is in a hold: goods, and the holds of sealed courier goods. */
export type Hold = { cargo: Cargo; sealedHolds: number }

/** Holds in use. */
export const usedHolds = ({ cargo, sealedHolds }: Hold): number =>
  COMMODITIES.reduce((sum, commodity) => sum + (cargo[commodity] ?? 0), sealedHolds)

/** Holds left of `holds`; negative if the content does not fit. */
export const freeHolds = (holds: number, hold: Hold): number => holds - usedHolds(hold)

export const fits = (holds: number, hold: Hold): boolean => freeHolds(holds, hold) >= 0
