import assert from 'node:assert/strict'

/** Whether a service can open a connection to an address, or only find it by name. */
const reaches = (stack, from, host, port) =>
  stack.exec(from, 'timeout', '3', 'bash', '-c', `exec 3<> /dev/tcp/${host}/${port}`).status === 0

/** What a container cannot do although it is taken over. */
export async function proveIsolation(stack) {
  const addressOf = (service, network) => {
    const found = Object.entries(stack.inspect(service).NetworkSettings.Networks).find(([name]) =>
      name.endsWith(`_${network}`),
    )
    return found?.[1].IPAddress
  }
  const address = {
    postgres: addressOf('postgres', 'data'),
    redis: addressOf('redis', 'data'),
    prometheus: addressOf('prometheus', 'monitoring'),
    alertmanager: addressOf('alertmanager', 'monitoring'),
    web: addressOf('web', 'edge'),
  }
  for (const [from, to, port, expected] of [
    ['web', 'postgres', 5432, true],
    ['worker', 'redis', 6379, true],
    ['nginx', 'web', 3000, true],
    ['nginx', 'postgres', 5432, false],
    ['nginx', 'redis', 6379, false],
    ['nginx', 'prometheus', 9090, false],
    ['nginx', 'alertmanager', 9093, false],
    ['paypal-simulator', 'postgres', 5432, false],
    ['prometheus', 'postgres', 5432, false],
    ['prometheus', 'redis', 6379, false],
    ['logs', 'postgres', 5432, false],
    ['postgres', 'web', 3000, false],
    ['postgres', 'prometheus', 9090, false],
  ])
    for (const host of [to, address[to]])
      assert.equal(reaches(stack, from, host, port), expected, `${from} → ${host}:${port}`)

  // No way out of the network of the databases: not even a route.
  for (const service of ['postgres', 'redis']) {
    const routes = stack.exec(service, 'cat', '/proc/net/route').stdout.trim().split('\n').slice(1)
    assert.ok(
      routes.length > 0 && routes.every((route) => route.split('\t')[1] !== '00000000'),
      `${service} has a route out`,
    )
  }
  for (const service of stack.services()) {
    const { HostConfig: config, Mounts: mounts } = stack.inspect(service)
    assert.equal(config.Privileged, false)
    assert.ok(
      mounts.every(({ Source: source }) => !/docker\.sock|^\/var\/lib\/docker\/containers|^\/$/.test(source)),
      service,
    )
    assert.equal(
      stack.exec(service, 'sh', '-c', 'echo > /usr/written').status === 0,
      false,
      `${service} writes to its image`,
    )
    const status = stack.exec(service, 'cat', '/proc/1/status').stdout
    // The gateway's master keeps four: CHOWN, SETGID, SETUID, NET_BIND_SERVICE.
    assert.equal(
      /^CapEff:\s*0*([0-9a-f]+)$/m.exec(status)?.[1],
      service === 'nginx' ? '4c1' : '0',
      `rights of ${service}`,
    )
    assert.equal(/^NoNewPrivs:\s*(\d)$/m.exec(status)?.[1], '1', service)
    assert.ok(config.Memory > 0 && config.PidsLimit > 0, service)
  }
  console.log(
    'Isolation: networks, routes, rights, read-only roots and limits as compose.yaml has them, seen from inside',
  )
}
