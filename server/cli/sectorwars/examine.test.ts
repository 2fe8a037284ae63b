import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Answer } from './api.ts'
import { examine, LATE_SECONDS } from './examine.ts'

const WELL: Answer<'Essentials'> = {
  ...{ regionsByStatus: { active: 2 }, galaxies: 3, away: [], alerts: { critical: 0, warning: 1 } },
  queue: { jobs: {}, oldestSeconds: { prompt: 1, mail: 0 } },
  outbox: { jobs: 0, oldestSeconds: 0 },
  mails: { byState: { queued: 1, failed: 0 }, oldestSeconds: 10 },
  inbox: { waiting: 1, failing: 0, oldestSeconds: 10 },
  votes: { open: 4, overdue: 1, oldestSeconds: 5 },
  conservation: { differences: 0, ageSeconds: 3600 },
  ...{ backupSeconds: { platform: 3600, galaxy: 7200 }, drillSeconds: { platform: 86_400, galaxy: 86_400 } },
  restoreSeconds: 60,
}
const wrongIn = (given: Partial<Answer<'Essentials'>>, jobs: Answer<'FailedJobs'>['jobs'] = []) =>
  examine({ ...WELL, ...given }, jobs).flatMap(({ check, isGood }) => (isGood ? [] : [check]))

it('says late where the alerts do', () => {
  const alerts = readFileSync('docker/monitoring/alerts.yml', 'utf8')
  for (const [name, seconds] of Object.entries(LATE_SECONDS)) {
    const [, limit = ''] =
      new RegExp(`alert: ${name}\\n(?:\\s+#.*\\n)*\\s+expr: .* > ([\\d* ]+)\\n`).exec(alerts) ?? []
    const product = limit.split('*').reduce((sum, factor) => sum * Number(factor), 1)
    expect([name, product]).toEqual([name, seconds])
  }
})

it.each([
  ['nothing', {}, []],
  ['a galaxy that is away', { away: [{ name: 'one', displayName: 'One' }] }, ['galaxies']],
  ['a critical alert', { alerts: { critical: 1, warning: 0 } }, ['alerts']],
  ['a queue that stands', { queue: { jobs: {}, oldestSeconds: { prompt: 901 } } }, ['queue']],
  ['an outbox that stands', { outbox: { jobs: 1, oldestSeconds: 301 } }, ['outbox']],
  ['a delivery that failed', { inbox: { waiting: 1, failing: 1, oldestSeconds: 1 } }, ['payments']],
  [
    'a delivery that nobody looks at',
    { inbox: { waiting: 1, failing: 0, oldestSeconds: 901 } },
    ['payments'],
  ],
  ['a mail that failed', { mails: { byState: { failed: 1 }, oldestSeconds: 0 } }, ['mails']],
  ['a mail that waits', { mails: { byState: {}, oldestSeconds: 1801 } }, ['mails']],
  ['a vote that is not counted', { votes: { open: 1, overdue: 1, oldestSeconds: 601 } }, ['votes']],
  ['books that differ', { conservation: { differences: 1, ageSeconds: 0 } }, ['conservation']],
  ['books that are not counted', { conservation: { differences: 0, ageSeconds: 129_601 } }, ['conservation']],
  ['a galaxy without a backup', { backupSeconds: { platform: 0, galaxy: 129_601 } }, ['backups']],
  ['drills that stopped', { drillSeconds: { platform: 777_601, galaxy: 0 } }, ['restore drills']],
  ['a restore that stands', { restoreSeconds: 1801 }, ['restores']],
] as const)('of %s', (_what, given, wrong) => {
  expect(wrongIn(given as Partial<Answer<'Essentials'>>)).toEqual(wrong)
})

it('takes a queue that cannot be reached for no empty one', () => {
  expect(wrongIn({}, null)).toEqual(['queue', 'failed jobs'])
})
