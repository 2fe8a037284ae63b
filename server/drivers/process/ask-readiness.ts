const ANSWER_MS = 2_000

/** What `/readyz` of a server says. `silent`: nothing at all. */
export async function askReadiness(endpoint: string): Promise<'ready' | 'unready' | 'silent'> {
  try {
    const answer = await fetch(`${endpoint}/readyz`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    await answer.body?.cancel()
    return answer.ok ? 'ready' : 'unready'
  } catch {
    return 'silent'
  }
}
