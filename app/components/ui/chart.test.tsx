import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ReaderProvider } from '#app/lib/reader.tsx'
import { Chart } from './chart.tsx'

const inNewYork = { timeZone: 'America/New_York', now: '2102-11-22T12:00:00.000Z', decimalSign: '.' } as const

describe('a chart', () => {
  const html = renderToStaticMarkup(
    <ReaderProvider value={inNewYork}>
      <Chart
        label="Population"
        days={['2102-11-20', '2102-11-21']}
        series={[{ key: 'all', label: 'Everybody', values: [3, 4] }]}
        markers={[{ at: '2102-11-21T03:30:00.000Z', label: 'Law 2', kind: 'law' }]}
      />
    </ReaderProvider>,
  )

  it('shows UTC days unchanged in a zone west of Greenwich, labelled as UTC', () => {
    expect(html).toContain('<time dateTime="2102-11-20">20 Nov 2102</time>')
    expect(html).toContain('21 Nov 2102 (UTC)')
    expect(html).toContain('Day (UTC)')
    expect(html).not.toContain('19 Nov 2102')
  })

  it('shows marker times in the viewer’s zone, with UTC on hover', () => {
    expect(html).toMatch(/<time [^>]*title="21 Nov 2102, 03:30 UTC"[^>]*>20 Nov 2102, 22:30 EST<\/time>/)
  })

  it('lists the markers by day in the table', () => {
    const cells = [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text)
    expect(html).toContain('Marked</th>')
    expect(cells).toEqual(['3', '–', '4', 'Law 2'])
  })

  it('is drawn without a script, with a gap where a day has no figure', () => {
    const drawn = renderToStaticMarkup(
      <Chart
        label="Gap"
        days={['2102-11-20', '2102-11-21', '2102-11-22', '2102-11-23', '2102-11-24']}
        series={[{ key: 'a', label: 'A', values: [0, 4, null, 2, 4], area: true }]}
      />,
    )
    const paths = [...drawn.matchAll(/<path[^>]* d="([^"]*)"[^>]*currentColor/g)].map(([, d]) => d)
    const filled = 'M0.0 1000.0L250.0 0.0V1000H0.0ZM750.0 500.0L1000.0 0.0V1000H750.0Z'
    expect(drawn).toContain(`<path d="${filled}" fill="currentColor"`)
    expect(paths).toContain('M0.0 1000.0L250.0 0.0M750.0 500.0L1000.0 0.0')
  })

  it('draws a day between days without a figure as a dot', () => {
    const drawn = renderToStaticMarkup(
      <Chart
        label="Dot"
        days={['2102-11-20', '2102-11-21', '2102-11-22']}
        series={[{ key: 'a', label: 'A', values: [null, 4, null] }]}
      />,
    )
    expect(drawn).toMatch(/<path[^>]* d="M500.0 [\d.]+h0"[^>]*stroke-linecap="round"/)
  })
})
