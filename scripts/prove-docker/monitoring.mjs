import assert from 'node:assert/strict'
import { eventually, SITE } from './stack.mjs'

/** Figures reach Prometheus, an alert reaches administrators, and lines of all containers the collector. */
export async function proveMonitoring(stack, cookie) {
  const ask = async (query) => {
    const answer = await fetch(`http://127.0.0.1:9090/api/v1/query?${new URLSearchParams({ query })}`)
    return (await answer.json()).data.result
  }
  await eventually('Prometheus has figures of both processes', 90, async () => {
    const up = await ask('up{job="sectorwars"} == 1')
    return up.length === 2
  })
  assert.equal((await ask('max(sectorwars_platform_up)'))[0].value[1], '1')
  const rules = await (await fetch('http://127.0.0.1:9090/api/v1/rules')).json()
  assert.ok(rules.data.groups.flatMap((group) => group.rules).length > 20, 'it has the rules')
  const peers = await (await fetch('http://127.0.0.1:9090/api/v1/alertmanagers')).json()
  assert.equal(peers.data.activeAlertmanagers.length, 1)

  const alert = JSON.stringify([
    {
      labels: { alertname: 'QueueLate', severity: 'critical' },
      annotations: { summary: 'A proof of the way.' },
    },
  ])
  const posted = stack.exec(
    ...['alertmanager', 'wget', '-q', '-O', '-', '--header=content-type: application/json'],
    ...[`--post-data=${alert}`, 'http://127.0.0.1:9093/api/v2/alerts'],
  )
  assert.equal(posted.status, 0, posted.stderr)
  await eventually('the alert is shown to administrators', 90, async () => {
    const page = await fetch(`${SITE}/admin/alerts`, { headers: { cookie } })
    return (await page.text()).includes('A proof of the way.')
  })

  await fetch(`${SITE}/regions`)
  await eventually('the collector has lines of the game', 30, () =>
    /"message":"\{.*\\"msg\\":\\"request\\"/.test(
      stack.exec('logs', 'sh', '-c', 'cat /logs/*/*web*.log').stdout,
    ),
  )
  const kept = stack.exec('logs', 'sh', '-c', 'ls /logs/*').stdout
  for (const service of ['web', 'worker', 'nginx', 'redis']) assert.match(kept, new RegExp(service))
  assert.match(stack.compose(['logs', '--tail', '5', 'web']), /"msg"/, 'the Engine still shows them')
  console.log('Monitoring: figures, rules, an alert to the page of administrators, lines of all containers')
}
