import { signAccessToken } from '../auth/access-token.ts'
import { type UserActor } from '../services/require-actor.ts'
import { createHttpClient } from './http-client.ts'
import { type TestPlatform } from './test-platform.ts'

export type RestProgram = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: unknown; headers: Headers }>

/** REST as this person's program calls it; every answer is checked against the OpenAPI document. */
export async function restProgram(
  platform: TestPlatform,
  actor: UserActor,
  env: Record<string, string> = {},
): Promise<RestProgram> {
  const http = createHttpClient(platform, env)
  const token = await restToken(platform, actor)
  return (method, path, body) =>
    http.json(method, `/api/v1${path}`, body, { Authorization: `Bearer ${token}` })
}

/** An access token of this person. */
export async function restToken(platform: TestPlatform, actor: UserActor): Promise<string> {
  const { secrets, config } = platform.ctx()
  const now = await platform.clock.now(platform.db)
  return signAccessToken(secrets.accessTokenKeys()[0], config.publicUrl, actor.userId, now)
}
