import { defineConfig } from 'drizzle-kit'

/** The platform database (accounts, regions, votes, billing). The galaxy schema has drizzle.galaxy.config.ts. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/platform/*.ts',
  out: './db/migrations/platform',
})
