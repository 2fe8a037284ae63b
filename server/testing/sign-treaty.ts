import { type TreatyType } from '../domain/diplomacy/treaty-types.ts'
import { type MadeRegion } from './make-region.ts'
import { type TestPlatform } from './test-platform.ts'

/** A treaty that both owners signed, and which is in force. */
export async function signTreaty(
  platform: TestPlatform,
  one: MadeRegion,
  other: MadeRegion,
  treatyType: Exclude<TreatyType, 'trade_agreement'>,
): Promise<string> {
  const { id: treatyId } = await platform.api(one.owner).diplomacy.propose({
    region: one.region.name,
    partner: other.region.name,
    treatyType,
    terms: treatyType === 'open_borders' ? { residence: true } : {},
  })
  await platform.api(other.owner).diplomacy.sign({ region: other.region.name, treatyId })
  return treatyId
}
