import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type RecallDetail } from '#app/lib/api-types.ts'
import { ReaderProvider } from '#app/lib/reader.tsx'
import { RecallPage } from './recall-page.tsx'

const VOTE: RecallDetail = {
  id: 'a',
  region: { id: 'r', name: 'home', displayName: 'Home' },
  position: 'governor',
  holder: { userId: 'h', callsign: 'Holder' },
  startedBy: { userId: 's', callsign: 'Starter' },
  reason: 'The books are closed.',
  status: 'voting',
  startedAt: '2102-03-01T00:00:00.000Z',
  petitionEndsAt: '2102-03-15T00:00:00.000Z',
  votingClosesAt: '2102-03-20T00:00:00.000Z',
  decidedAt: null,
  signatures: 2,
  signaturesNeeded: 2,
  hasSigned: false,
  canSign: false,
  canWithdraw: false,
  rollSize: 5,
  rollHash: 'f00d',
  turnout: 3,
  ownVote: { weight: 100, reason: 'citizen', choice: null, receipt: null },
  canVote: false,
  extendedAt: null,
  isPaused: false,
  tally: null,
  tallyHash: null,
  lapseReason: null,
}
const read = (more: Partial<RecallDetail>) =>
  renderToStaticMarkup(
    <ReaderProvider value={{ timeZone: 'UTC', now: '2102-03-16T00:00:00.000Z', decimalSign: '.' }}>
      <RecallPage recall={{ ...VOTE, ...more }} pending={false} error={null} />
    </ReaderProvider>,
  )

describe('the recall page', () => {
  it('in a closed region shows that it is paused instead of a closing time', () => {
    const page = read({ isPaused: true })
    expect(page).toContain('Paused while the region is closed')
    expect(page).not.toContain('20 Mar 2102')
    expect(page).not.toContain('Voting has closed')
    expect(read({})).toContain('20 Mar 2102')
    expect(read({})).not.toContain('Paused')
  })

  it('shows the signature deadline only before voting opens', () => {
    const petition = { status: 'petition', votingClosesAt: null, rollSize: null, rollHash: null } as const
    expect(read(petition)).toContain('15 Mar 2102')
    expect(read({ ...petition, isPaused: true })).not.toContain('15 Mar 2102')
    expect(read({})).not.toContain('15 Mar 2102')
  })

  it('shows that it was extended, and when', () => {
    const page = read({ extendedAt: '2102-03-18T00:00:00.000Z' })
    expect(page).toContain('Voting was extended')
    expect(page).toContain('18 Mar 2102')
    expect(read({})).not.toContain('Voting was extended')
  })
})
