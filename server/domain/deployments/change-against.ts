import { allow, refuse, type Verdict } from '../refusal.ts'
import { type Change, type Resources, type ServedBy } from './deployment.ts'
import { presenceOf, type DeploymentFacts } from './desired-state.ts'

export type Wanted = { servedBy: ServedBy; resources: Resources; isSuspended: boolean }

/** What is wanted of a region after a change; refused where it could have no effect. */
export function changeOf(
  facts: DeploymentFacts,
  before: Wanted,
  { servedBy, resources = {}, suspended }: Change,
): Verdict<Wanted> {
  if (presenceOf(facts) === 'gone')
    return refuse(
      'archived',
      'This region is in the archive or has ended: it has no galaxy that could be served.',
    )
  if (facts.galaxyStatus === null || facts.galaxyStatus === 'creating')
    return refuse('not-built', 'This region is still being built. Wait until it is.')
  const after: Wanted = {
    servedBy: servedBy ?? before.servedBy,
    resources: {
      cpu: resources.cpu ?? before.resources.cpu,
      memoryGb: resources.memoryGb ?? before.resources.memoryGb,
    },
    isSuspended: suspended ?? before.isSuspended,
  }
  const asksForResources = resources.cpu !== undefined || resources.memoryGb !== undefined
  if (asksForResources && after.servedBy !== 'own')
    return refuse(
      'no-own-server',
      'The platform’s own processes serve this region, and share their processors and memory among all. Give it a server of its own first: move it to “own”.',
    )
  const isSame =
    after.servedBy === before.servedBy &&
    after.isSuspended === before.isSuspended &&
    after.resources.cpu === before.resources.cpu &&
    after.resources.memoryGb === before.resources.memoryGb
  return isSame ? refuse('unchanged', 'It is to be so already.') : allow(after)
}

/** Whether storage can be limited: only by a driver that gives a region a volume of its own. */
export const DISK_AGAINST =
  'The driver “process” keeps a region’s database on the platform’s own server, which limits no database’s size: --disk would have no effect. Leave it out.'

/** What a change does to people in the region, in words. */
export function effectsOf(before: Wanted, after: Wanted): string[] {
  const effects: string[] = []
  if (after.isSuspended && !before.isSuspended)
    effects.push('Nobody can play in it until it is resumed. Government, votes and payments go on.')
  if (!after.isSuspended && before.isSuspended) effects.push('Its galaxy answers again.')
  if (after.isSuspended) return effects
  if (after.servedBy === 'own' && before.servedBy !== 'own')
    effects.push('A server of its own is started; once it is ready, all calls go to it. Nobody waits.')
  if (after.servedBy === 'shared' && before.servedBy !== 'shared')
    effects.push('The platform’s own processes answer its calls, and its server ends. Nobody waits.')
  const isScaled =
    after.resources.cpu !== before.resources.cpu || after.resources.memoryGb !== before.resources.memoryGb
  if (after.servedBy === 'own' && before.servedBy === 'own' && isScaled)
    effects.push('A server with these resources takes the place of the one that runs. Nobody waits.')
  return effects
}
