import { ChartSpline, Coins, Gauge, Handshake, Landmark, Palette, Scale, Vote } from 'lucide-react'
import { TabNav } from '#app/components/ui/tab-nav.tsx'

export function DashboardTabs({ regionName, openPolicies }: { regionName: string; openPolicies: number }) {
  const base = `/governor/${regionName}`
  return (
    <TabNav
      label="Command deck"
      tabs={[
        { to: base, label: 'Overview', icon: <Gauge aria-hidden />, end: true },
        { to: `${base}/governance`, label: 'Governance', icon: <Landmark aria-hidden /> },
        { to: `${base}/economy`, label: 'Economy', icon: <Coins aria-hidden /> },
        { to: `${base}/trade`, label: 'Trade', icon: <ChartSpline aria-hidden /> },
        { to: `${base}/policies`, label: 'Policies', icon: <Scale aria-hidden />, count: openPolicies },
        { to: `${base}/elections`, label: 'Elections', icon: <Vote aria-hidden /> },
        { to: `${base}/diplomacy`, label: 'Diplomacy', icon: <Handshake aria-hidden /> },
        { to: `${base}/culture`, label: 'Culture', icon: <Palette aria-hidden /> },
      ]}
    />
  )
}
