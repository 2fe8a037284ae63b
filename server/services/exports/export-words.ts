import { exportPath, timetablePath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { getRegion, type RegionRow } from '../regions/region-rows.ts'
import { type ExportSubject } from './export-rows.ts'

/** How an export is told and audited. */
export async function wordsOf(tx: Tx, { userId, regionId }: ExportSubject) {
  const region = regionId === null ? null : await getRegion(tx.db, regionId)
  return region === null ? ofPerson(userId) : ofRegion(region)
}

const daysText = (days: number): string => (days === 1 ? 'one day' : `${days} days`)

const ofPerson = (userId: string) => ({
  audit: (what: 'export-made' | 'export-failed') => ({
    action: `user.${what}`,
    subject: { type: 'user', id: userId },
  }),
  ready: (days: number) => ({
    kind: 'account.export-ready',
    title: 'The export of your data is ready',
    body: `Download it within ${daysText(days)}. If you did not ask for it, change your password: somebody else is logged in.`,
    href: '/account/data',
  }),
  failed: () => ({
    kind: 'account.export-failed',
    title: 'The export of your data could not be made',
    body: 'Ask for it again. If it fails once more, write to the operator of this installation.',
    href: '/account/data',
  }),
})

/** Of an archived region the page of its dates has it. */
const pageOf = ({ name, status }: RegionRow): string =>
  status === 'archived' ? timetablePath(name) : exportPath(name)

function ofRegion(region: RegionRow) {
  const { id, displayName } = region
  const about = { href: pageOf(region), regionId: id }
  return {
    audit: (what: 'export-made' | 'export-failed') => ({
      action: `region.${what}`,
      regionId: id,
      subject: { type: 'region', id },
    }),
    ready: (days: number) => ({
      kind: 'region.export-ready',
      title: `The export of ${displayName} is ready`,
      body: `Download it within ${daysText(days)}.`,
      ...about,
    }),
    failed: () => ({
      kind: 'region.export-failed',
      title: `The export of ${displayName} could not be made`,
      body: 'Ask for it again. If it fails once more, write to the operator of this installation.',
      ...about,
    }),
  }
}
