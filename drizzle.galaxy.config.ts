import { defineConfig } from 'drizzle-kit'

/** The schema that the Central Nexus and every region share, one database each. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/galaxy/*.ts',
  out: './db/migrations/galaxy',
})
