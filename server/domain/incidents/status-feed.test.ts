import { expect, it } from 'vitest'
import { statusFeed } from './status-feed.ts'
import { type IncidentView, type PublicStatus } from './status-wire.ts'

const incident = (n: number, more: Partial<IncidentView> = {}): IncidentView => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  title: 'Flying is slow',
  component: 'nexus',
  severity: 'degraded',
  startedAt: `2026-05-0${n}T10:00:00.000Z`,
  resolvedAt: null,
  updates: [
    {
      id: `11111111-0000-4000-8000-00000000000${n}`,
      at: `2026-05-0${n}T10:00:00.000Z`,
      state: 'investigating',
      text: 'Orders take some seconds.',
    },
  ],
  ...more,
})
const status = (openIncidents: IncidentView[], pastIncidents: IncidentView[] = []): PublicStatus => ({
  url: 'https://play.example.com/status',
  at: '2026-05-09T10:00:00.000Z',
  state: 'up',
  components: [],
  regions: { open: 0, away: [] },
  openIncidents,
  pastIncidents,
})

it('has every update, the newest first', () => {
  const feed = statusFeed(status([incident(1)], [incident(2)]))
  expect([...feed.matchAll(/<id>urn:uuid:(\S+)<\/id>/g)].map(([, id]) => id?.at(-1))).toEqual(['2', '1'])
  expect(feed).toContain('<updated>2026-05-02T10:00:00.000Z</updated>\n<author>')
  expect(feed).toContain('<title>Investigating: Flying is slow</title>')
  expect(feed).toContain('<link rel="self" href="https://play.example.com/status.atom"/>')
})

it('shows texts as text', () => {
  const title = `<script>alert("1")</script> & 'more'`
  const feed = statusFeed(status([incident(1, { title })]))
  expect(feed).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;')
  expect(feed).not.toContain('<script')
})

it('is a feed also when nothing ever happened', () => {
  const feed = statusFeed(status([]))
  expect(feed).toContain('<updated>2026-05-09T10:00:00.000Z</updated>')
  expect(feed).not.toContain('<entry>')
})
